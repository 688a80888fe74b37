// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.List;
import java.util.Set;
import org.eclipse.leshan.core.request.ContentFormat;

/** Which content format to speak with a device: the best of those it said it can. OMA LwM2M 1.1 §7.4. */
final class Formats {
    /** Compact and typed first. */
    private static final List<ContentFormat> PREFERRED =
            List.of(ContentFormat.SENML_CBOR, ContentFormat.SENML_JSON, ContentFormat.TLV, ContentFormat.JSON);

    private Formats() {}

    /** TLV if the device named nothing that we know: every client of LwM2M 1.0 must speak it. */
    static ContentFormat of(Set<ContentFormat> supported) {
        return PREFERRED.stream().filter(supported::contains).findFirst().orElse(ContentFormat.TLV);
    }
}
