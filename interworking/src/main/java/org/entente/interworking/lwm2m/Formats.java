// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.leshan.core.LwM2m.LwM2mVersion;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.server.registration.Registration;

/** Which content format to speak with a device: the best of those it said it can. OMA LwM2M 1.1 §7.4. */
final class Formats {
    /** Compact and typed first. */
    private static final List<ContentFormat> PREFERRED =
            List.of(ContentFormat.SENML_CBOR, ContentFormat.SENML_JSON, ContentFormat.TLV, ContentFormat.JSON);

    private static final List<ContentFormat> TOGETHER = List.of(ContentFormat.SENML_CBOR, ContentFormat.SENML_JSON);

    private Formats() {}

    /** For operations on several things at once; empty for a device that has none. OMA LwM2M 1.1 §6.3.8. */
    static Optional<ContentFormat> together(Registration device) {
        if (device.getLwM2mVersion().olderThan(LwM2mVersion.V1_1)) return Optional.empty();
        return TOGETHER.stream()
                .filter(device.getSupportedContentFormats()::contains)
                .findFirst();
    }

    /** TLV if the device named nothing that we know: every client of LwM2M 1.0 must speak it. */
    static ContentFormat of(Set<ContentFormat> supported) {
        return PREFERRED.stream().filter(supported::contains).findFirst().orElse(ContentFormat.TLV);
    }
}
