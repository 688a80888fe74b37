// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import java.util.Locale;

/** What a device's exception code means, for people. MODBUS Application Protocol 1.1b3 §7. */
final class Exceptions {
    private Exceptions() {}

    static String word(int code) {
        var known = ExceptionCode.from(code)
                .map(each -> " " + each.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return "exception " + code + known.orElse("");
    }
}
