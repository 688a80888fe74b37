// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.duration;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.lwm2m.Lwm2mSettings;
import org.entente.model.type.ResourceTypes;

/** Which devices are brought in, and who may use them. */
final class DeviceKeys {
    private static final InterworkingSettings ENGINE = InterworkingSettings.DEFAULT;
    private static final Lwm2mSettings LWM2M = Lwm2mSettings.DEFAULT;
    private static final int OFF = -1;
    private static final int COAP = 5683;
    private static final int COAPS = 5684;

    static final Key<List<String>> OPERATORS =
            texts("interworking.operators", "", "Originators who may do everything with every device.");
    static final Key<List<String>> READERS =
            texts("interworking.readers", "", "Originators who may read, discover and subscribe to every device.");
    static final Key<Duration> DEVICE_TIMEOUT =
            duration("interworking.device-timeout", ENGINE.deviceTimeout(), "How long a device has to answer.");
    static final Key<Boolean> LWM2M_ENABLED = truth("lwm2m.enabled", false, "Whether LwM2M devices may register.");
    static final Key<String> LWM2M_HOST =
            text("lwm2m.host", LWM2M.host(), "The address where LwM2M devices are awaited.");
    static final Key<Integer> LWM2M_COAP = whole(
            "lwm2m.coap-port", COAP, OFF, 65535, "UDP port for devices without DTLS; 0 takes any free one, -1 none.");
    static final Key<Integer> LWM2M_COAPS = whole(
            "lwm2m.coaps-port", COAPS, OFF, 65535, "UDP port for devices with DTLS; 0 takes any free one, -1 none.");
    static final Key<String> LWM2M_KEYS = text(
            "lwm2m.keys-file",
            "",
            "A file only its owner may read, with a line 'endpoint identity hexadecimal-key' for each device that has"
                    + " a pre-shared key.");
    static final Key<Boolean> LWM2M_RECOMMENDED = truth(
            "lwm2m.recommended-ciphers-only",
            LWM2M.recommendedCiphersOnly(),
            "Leave out the DTLS cipher suites that only constrained devices still use.");
    static final Key<List<String>> LWM2M_IMAGES = texts(
            "lwm2m.image-addresses",
            "",
            "Beginnings of the URLs from which firmware may be fetched to be pushed to a device.");

    static final Key<List<String>> MAPPINGS = texts(
            "interworking.mapping-files",
            "",
            "Files that say what further kinds of devices become; docs/interworking.md has the format.");

    static final List<Key<?>> ALL = List.of(
            OPERATORS,
            READERS,
            DEVICE_TIMEOUT,
            MAPPINGS,
            LWM2M_ENABLED,
            LWM2M_HOST,
            LWM2M_COAP,
            LWM2M_COAPS,
            LWM2M_KEYS,
            LWM2M_RECOMMENDED,
            LWM2M_IMAGES);

    private DeviceKeys() {}

    /**
     * How the interworking proxy behaves; empty if there can be no devices.
     *
     * @param address where the resources are found, for semantic descriptions
     */
    static Optional<InterworkingSettings> engine(Configuration config, String address) {
        if (!config.value(LWM2M_ENABLED) && config.value(MAPPINGS).isEmpty()) return Optional.empty();
        return Optional.of(new InterworkingSettings(
                ENGINE.originator(),
                ENGINE.name(),
                ENGINE.appId(),
                config.value(OPERATORS),
                config.value(READERS),
                config.value(DEVICE_TIMEOUT),
                false,
                address));
    }

    static Lwm2mSettings lwm2m(Configuration config) {
        var file = config.value(LWM2M_KEYS);
        return new Lwm2mSettings(
                config.value(LWM2M_HOST),
                port(config.value(LWM2M_COAP)),
                port(config.value(LWM2M_COAPS)),
                file.isEmpty() ? Map.of() : DeviceSecrets.read(Path.of(file)),
                config.value(LWM2M_RECOMMENDED),
                config.value(LWM2M_IMAGES),
                LWM2M.longestImageBytes());
    }

    static DeviceFiles files(Configuration config, ResourceTypes types) {
        return DeviceFiles.read(config.value(MAPPINGS), types);
    }

    private static OptionalInt port(int number) {
        return number == OFF ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
