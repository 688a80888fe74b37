// SPDX-License-Identifier: Apache-2.0
package org.entente.app.trace;

import java.time.Instant;

/**
 * One primitive on its way, without any value that it carried.
 *
 * @param what operation or response code, target, names of attributes
 * @param answer whether it is a response
 */
record Message(Instant at, String from, String to, String what, boolean answer) {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST = 160;

    Message {
        from = fit(from, LONGEST_NAME);
        to = fit(to, LONGEST_NAME);
        what = fit(what, LONGEST);
    }

    // Lines of a log that strangers write into: no control characters, no end.
    private static String fit(String text, int most) {
        var plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > most ? plain.substring(0, most - 1) + "…" : plain;
    }
}
