// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.days;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.positive;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.Roll;
import org.entente.interworking.lwm2m.Catalogue;
import org.entente.interworking.lwm2m.Lwm2mSettings;
import org.entente.interworking.lwm2m.Lwm2mSettings.Bootstrap;
import org.entente.interworking.lwm2m.Lwm2mSettings.ImageSources;
import org.entente.interworking.lwm2m.Lwm2mSettings.Place;
import org.entente.interworking.lwm2m.Lwm2mSettings.Waits;
import org.entente.interworking.lwm2m.Trust;
import org.entente.model.type.ResourceTypes;
import org.entente.security.DeviceCredentials;
import org.entente.security.FreshIdentity;
import org.entente.security.OwnKey;
import org.entente.security.Pem;
import org.entente.security.TlsFiles;

/** Which devices are brought in, and who may use them. */
final class DeviceKeys {
    private static final InterworkingSettings ENGINE = InterworkingSettings.DEFAULT;
    private static final Lwm2mSettings LWM2M = Lwm2mSettings.DEFAULT;
    private static final int OFF = -1;
    private static final int COAP = 5683;
    private static final int COAPS = 5684;
    private static final String OWN_KEY = "lwm2m-key.pem";

    static final Key<List<String>> OPERATORS =
            texts("interworking.operators", "", "Originators who may do everything with every device.");
    static final Key<List<String>> READERS =
            texts("interworking.readers", "", "Originators who may read, discover and subscribe to every device.");
    /** Which devices may come in by themselves. */
    enum AdmissionChoice {
        ALL,
        LISTED
    }

    static final Key<AdmissionChoice> ADMISSION = oneOf(
            "interworking.admission",
            AdmissionChoice.ALL,
            "Which devices may come in by themselves: all, or those listed by entente devices allow; others wait.");
    static final Key<Duration> DEVICE_TIMEOUT =
            positive("interworking.device-timeout", ENGINE.deviceTimeout(), "How long a device has to answer.");
    static final Key<Boolean> LWM2M_ENABLED = truth("lwm2m.enabled", false, "Whether LwM2M devices may register.");
    static final Key<String> LWM2M_HOST =
            text("lwm2m.host", LWM2M.place().host(), "The address where LwM2M devices are awaited.");
    static final Key<Integer> LWM2M_COAP = whole(
            "lwm2m.coap-port", COAP, OFF, 65535, "UDP port for devices without DTLS; 0 takes any free one, -1 none.");
    static final Key<Integer> LWM2M_COAPS = whole(
            "lwm2m.coaps-port", COAPS, OFF, 65535, "UDP port for devices with DTLS; 0 takes any free one, -1 none.");
    static final Key<String> LWM2M_KEYS = text(
            "lwm2m.keys-file",
            "",
            "A file only its owner may read, with a line 'psk endpoint identity hexadecimal-key', 'rpk endpoint"
                    + " base64-key' or 'x509 endpoint' for each device that proves who it is; docs/lwm2m.md has all.");
    static final Key<String> LWM2M_CERTIFICATES = text(
            "lwm2m.certificates",
            "",
            "PEM file with the certificate and chain that the hub shows devices; without one it shows the raw public"
                    + " key that it makes at its first start.");
    static final Key<String> LWM2M_KEY = text("lwm2m.key", "", "PEM file with the certificate's private key.");
    static final Key<String> LWM2M_AUTHORITIES =
            text("lwm2m.authorities", "", "PEM file with the authorities whose certificates count as a device's.");
    static final Key<Integer> LWM2M_BOOTSTRAP = whole(
            "lwm2m.bootstrap-port",
            OFF,
            OFF,
            65535,
            "UDP port with DTLS where devices ask where to register; 0 takes any free one, -1 none.");
    static final Key<String> LWM2M_ADDRESS = text(
            "lwm2m.address",
            "",
            "Where devices that ask are told to register, such as coaps://hub.example:5684; the port with DTLS if it"
                    + " is empty.");
    static final Key<Duration> LWM2M_AWAKE = days(
            "lwm2m.awake-time",
            LWM2M.waits().awake(),
            "How long a device in queue mode listens after it was last heard of.");
    static final Key<Boolean> LWM2M_RECOMMENDED = truth(
            "lwm2m.recommended-ciphers-only",
            LWM2M.recommendedCiphersOnly(),
            "Leave out the DTLS cipher suites that only constrained devices still use.");
    static final Key<List<String>> LWM2M_IMAGES = texts(
            "lwm2m.image-addresses",
            "",
            "Beginnings of the URLs from which firmware may be fetched to be pushed to a device.");

    static final Key<List<String>> LWM2M_DEFINITIONS = texts(
            "lwm2m.definitions",
            "",
            "XML files of the OMA registry, or folders of them, that define objects beside those that the hub knows.");

    static final Key<List<String>> MAPPINGS = texts(
            "interworking.mapping-files",
            "",
            "Files that say what further kinds of devices become; docs/interworking.md has the format.");

    static final List<Key<?>> ALL = List.of(
            OPERATORS,
            READERS,
            ADMISSION,
            DEVICE_TIMEOUT,
            MAPPINGS,
            LWM2M_ENABLED,
            LWM2M_HOST,
            LWM2M_COAP,
            LWM2M_COAPS,
            LWM2M_KEYS,
            LWM2M_CERTIFICATES,
            LWM2M_KEY,
            LWM2M_AUTHORITIES,
            LWM2M_BOOTSTRAP,
            LWM2M_ADDRESS,
            LWM2M_AWAKE,
            LWM2M_RECOMMENDED,
            LWM2M_IMAGES,
            LWM2M_DEFINITIONS);

    static final List<Rule> RULES = List.of(
            Rule.both(LWM2M_CERTIFICATES, LWM2M_KEY).where(LWM2M_ENABLED),
            Rule.refusing(
                            List.of(LWM2M_COAP, LWM2M_COAPS),
                            config -> config.value(LWM2M_COAP) == OFF && config.value(LWM2M_COAPS) == OFF,
                            _ -> LWM2M_ENABLED.name() + " needs " + LWM2M_COAP.name() + " or " + LWM2M_COAPS.name()
                                    + ", and both are " + OFF)
                    .where(LWM2M_ENABLED),
            Rule.refusing(
                            List.of(LWM2M_BOOTSTRAP, LWM2M_COAPS, LWM2M_ADDRESS),
                            config -> config.value(LWM2M_BOOTSTRAP) != OFF
                                    && config.value(LWM2M_COAPS) == OFF
                                    && !config.names(LWM2M_ADDRESS),
                            _ -> LWM2M_BOOTSTRAP.name() + " needs " + LWM2M_COAPS.name() + " or "
                                    + LWM2M_ADDRESS.name())
                    .where(LWM2M_ENABLED));
    static final List<Rule> FILES = Stream.concat(
                    Stream.of(
                                    Rule.file(LWM2M_KEYS, file -> DeviceCredentials.open(file, InstantSource.system())),
                                    Rule.file(LWM2M_CERTIFICATES, Pem::certificates),
                                    Rule.file(LWM2M_KEY, Pem::privateKey),
                                    Rule.pair(LWM2M_CERTIFICATES, LWM2M_KEY),
                                    Rule.file(LWM2M_AUTHORITIES, Pem::certificates))
                            .map(rule -> rule.where(LWM2M_ENABLED)),
                    Stream.of(Rule.listed(LWM2M_DEFINITIONS).where(LWM2M_ENABLED), Rule.listed(MAPPINGS)))
            .toList();

    private DeviceKeys() {}

    /**
     * How the interworking proxy behaves; empty if there can be no devices.
     *
     * @param address where the resources are found, for semantic descriptions
     */
    static Optional<InterworkingSettings> engine(Configuration config, URI address) {
        if (!config.value(LWM2M_ENABLED)
                && config.value(MAPPINGS).isEmpty()
                && config.value(ThingKeys.ZIGBEE).isEmpty()
                && config.value(OcfKeys.INTERFACES).isEmpty()) return Optional.empty();
        return Optional.of(new InterworkingSettings(
                ENGINE.originator(),
                ENGINE.name(),
                ENGINE.appId(),
                config.value(OPERATORS),
                config.value(READERS),
                config.value(DEVICE_TIMEOUT),
                false,
                address.toString()));
    }

    /** @param data where the hub keeps the key that it makes for itself */
    static Lwm2mSettings lwm2m(Configuration config, Path data) {
        return new Lwm2mSettings(
                new Place(config.value(LWM2M_HOST), port(config.value(LWM2M_COAP)), port(config.value(LWM2M_COAPS))),
                config.value(LWM2M_COAPS) == OFF && config.value(LWM2M_BOOTSTRAP) == OFF
                        ? Trust.NOBODY
                        : trust(config, data),
                bootstrap(config),
                new Waits(config.value(LWM2M_AWAKE), LWM2M.waits().silence()),
                config.value(LWM2M_RECOMMENDED),
                new ImageSources(config.value(LWM2M_IMAGES), LWM2M.images().longestBytes()));
    }

    /** @throws Configuration.Mistakes with the mistakes of all files */
    static Catalogue definitions(Configuration config) {
        var defined = Catalogue.NONE;
        var mistakes = new ArrayList<String>();
        for (var place : config.value(LWM2M_DEFINITIONS))
            try {
                defined = defined.with(Catalogue.ofRegistry(Path.of(place)));
            } catch (IllegalArgumentException e) {
                mistakes.add(LWM2M_DEFINITIONS.name() + ": " + e.getMessage());
            }
        if (!mistakes.isEmpty()) throw new Configuration.Mistakes(mistakes);
        return defined;
    }

    private static Trust trust(Configuration config, Path data) {
        var clock = InstantSource.system();
        var devices = TlsKeys.file(config, LWM2M_KEYS)
                .map(file -> DeviceCredentials.open(file, clock))
                .orElse(DeviceCredentials.NONE);
        var certificates = TlsKeys.file(config, LWM2M_CERTIFICATES);
        var key = TlsKeys.file(config, LWM2M_KEY);
        var files = new TlsFiles(certificates, key, TlsKeys.file(config, LWM2M_AUTHORITIES));
        var parts = FreshIdentity.of(files, clock).current();
        if (certificates.isPresent()) return Trust.of(devices, parts);
        return Trust.of(
                devices, OwnKey.keep(data.resolve(OWN_KEY), new SecureRandom()).pair(), parts.trusted());
    }

    private static Optional<Bootstrap> bootstrap(Configuration config) {
        int port = config.value(LWM2M_BOOTSTRAP);
        if (port == OFF) return Optional.empty();
        return Optional.of(new Bootstrap(port, config.value(LWM2M_ADDRESS)));
    }

    /** Who may come in; empty if all may. */
    static Optional<Roll> roll(Configuration config, Path data) {
        return config.value(ADMISSION) == AdmissionChoice.ALL ? Optional.empty() : Optional.of(new Roll(data));
    }

    static DeviceFiles files(Configuration config, ResourceTypes types) {
        return DeviceFiles.read(config.value(MAPPINGS), types);
    }

    private static OptionalInt port(int number) {
        return number == OFF ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
