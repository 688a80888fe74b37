// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.duration;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;

import java.time.Duration;
import java.util.List;
import org.entente.interworking.ocf.OcfSettings;
import org.entente.interworking.ocf.Stations;

/** Where OCF devices are looked for. */
final class OcfKeys {
    static final Key<List<String>> INTERFACES = texts(
            "ocf.interfaces",
            "",
            "The network interfaces on which OCF devices are looked for by multicast, such as eth0; docs/ocf.md.");
    static final Key<Duration> SEEK = duration("ocf.seek-time", OcfSettings.SEEK, "How often they are looked for.");
    static final Key<Boolean> STRANGERS = truth(
            "ocf.strangers",
            false,
            "Whether devices that are found and that no file describes are brought in, without DTLS.");

    static final List<Key<?>> ALL = List.of(INTERFACES, SEEK, STRANGERS);

    private OcfKeys() {}

    /** @param patience how long a device has to answer */
    static OcfSettings settings(Configuration config, Stations stations, Duration patience) {
        return new OcfSettings(
                stations, config.value(INTERFACES), config.value(SEEK), config.value(STRANGERS), patience);
    }
}
