// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.time.Duration;
import java.util.List;

/**
 * Which OCF devices are taken in, and how.
 *
 * @param stations those that somebody described
 * @param interfaces the names of the network interfaces where others are looked for; none if nobody is to be found
 * @param seek how often they are looked for
 * @param strangers whether those that are found and not described are taken in, without DTLS
 * @param patience how long a device has to answer one request
 */
public record OcfSettings(
        Stations stations, List<String> interfaces, Duration seek, boolean strangers, Duration patience) {
    public static final Duration SEEK = Duration.ofMinutes(1);

    public OcfSettings {
        interfaces = List.copyOf(interfaces);
    }

    /** Only those that somebody described, where he said. */
    public static OcfSettings of(Stations stations, Duration patience) {
        return new OcfSettings(stations, List.of(), SEEK, false, patience);
    }

    /** Whether there is anything to do. */
    public boolean isAwake() {
        return !stations.all().isEmpty() || !interfaces.isEmpty();
    }
}
