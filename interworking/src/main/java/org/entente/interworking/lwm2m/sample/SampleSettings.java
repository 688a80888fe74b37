// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m.sample;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What the simulated device is called and where it goes.
 *
 * @param server its LwM2M server, {@code coap://} or {@code coaps://}
 * @param key identity and pre-shared key for {@code coaps}
 * @param period between two changes of its sensors
 * @param lifetime for which it registers
 * @param seed of its random walk; the same seed gives the same values
 * @param manner how it behaves as a client
 */
public record SampleSettings(
        String server,
        String endpoint,
        Optional<Key> key,
        Duration period,
        Duration lifetime,
        long seed,
        Manner manner) {
    public static final SampleSettings DEFAULT = new SampleSettings(
            "coap://127.0.0.1:5683",
            "sample-lamp",
            Optional.empty(),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            42,
            Manner.PLAIN);

    static final String USAGE = """
            options:
              --server URI        where to register (coap://127.0.0.1:5683)
              --endpoint NAME     endpoint name (sample-lamp)
              --identity NAME     identity of the pre-shared key, for coaps
              --key HEX           the pre-shared key
              --period DURATION   between two sensor values (PT2S)
              --lifetime DURATION of the registration (PT5M)
              --seed NUMBER       of the random values (42)
              --manner HOW        plain; queue: sleeps between its messages; bootstrap: asks the server where to register""";

    /** How the device behaves towards its server. */
    public enum Manner {
        PLAIN,
        /** Listens only for a while after each of its own messages. */
        QUEUE,
        /** Knows a bootstrap server only, which tells it where to register. */
        BOOTSTRAP;

        static Manner named(String name) {
            for (var each : values()) if (each.name().toLowerCase(Locale.ROOT).equals(name)) return each;
            throw new IllegalArgumentException("--manner cannot be " + name);
        }
    }

    /** The secret it shares with the server. */
    public record Key(String identity, byte[] bytes) {}

    /** @throws IllegalArgumentException with a sentence for whoever typed them */
    public static SampleSettings parse(String... arguments) {
        var settings = DEFAULT;
        var identity = "";
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) throw new IllegalArgumentException(arguments[i] + " lacks its value");
            var value = arguments[i + 1];
            if (arguments[i].equals("--identity")) identity = value;
            settings = settings.with(arguments[i], value, identity);
        }
        if (settings.server.startsWith("coaps:") && settings.key.isEmpty())
            throw new IllegalArgumentException("coaps needs --identity and --key");
        return settings;
    }

    private SampleSettings with(String option, String value, String identity) {
        try {
            return switch (option) {
                case "--server" -> new SampleSettings(value, endpoint, key, period, lifetime, seed, manner);
                case "--endpoint" -> new SampleSettings(server, value, key, period, lifetime, seed, manner);
                case "--identity" -> this;
                case "--key" -> withKey(new Key(identity, HexFormat.of().parseHex(value)));
                case "--period" ->
                    new SampleSettings(server, endpoint, key, Duration.parse(value), lifetime, seed, manner);
                case "--lifetime" ->
                    new SampleSettings(server, endpoint, key, period, Duration.parse(value), seed, manner);
                case "--seed" ->
                    new SampleSettings(server, endpoint, key, period, lifetime, Long.parseLong(value), manner);
                case "--manner" -> withManner(Manner.named(value));
                default -> throw new IllegalArgumentException("there is no option " + option + "\n" + USAGE);
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException(option + " cannot be " + value, e);
        }
    }

    public SampleSettings withServer(String server) {
        return new SampleSettings(server, endpoint, key, period, lifetime, seed, manner);
    }

    public SampleSettings withEndpoint(String endpoint) {
        return new SampleSettings(server, endpoint, key, period, lifetime, seed, manner);
    }

    public SampleSettings withKey(Key key) {
        return new SampleSettings(server, endpoint, Optional.of(key), period, lifetime, seed, manner);
    }

    public SampleSettings withPeriod(Duration period) {
        return new SampleSettings(server, endpoint, key, period, lifetime, seed, manner);
    }

    public SampleSettings withManner(Manner manner) {
        return new SampleSettings(server, endpoint, key, period, lifetime, seed, manner);
    }
}
