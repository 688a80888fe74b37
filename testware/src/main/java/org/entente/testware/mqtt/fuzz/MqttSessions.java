// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.entente.testware.Octets;
import org.entente.testware.Profile;
import org.entente.testware.fuzz.Rules;
import org.entente.testware.fuzz.Session;
import org.entente.testware.mqtt.Logins;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Upgrade;
import org.entente.testware.mqtt.wire.Version;
import org.entente.testware.mqtt.wire.Wire;

/** Makes session number n of a seed: always the same one, whichever were made before. */
public final class MqttSessions implements LongFunction<Session> {
    private static final String RULES = "mqtt.rules";
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int LONGEST_FIELD = 65_535;
    private static final int PAYLOAD = 200;
    private static final int ONE_IN = 12;

    private final Rules rules;
    private final Version version;
    private final long seed;
    private final List<Session> earlier;
    private final Profile profile;

    /**
     * Makes sessions by rules.
     *
     * @param earlier sessions whose packets are spliced in now and then
     * @param profile by whose user and password most sessions log in, if it has them
     */
    public MqttSessions(Rules rules, Version version, long seed, List<Session> earlier, Profile profile) {
        this.rules = rules;
        this.version = version;
        this.seed = seed;
        this.earlier = List.copyOf(earlier);
        this.profile = profile;
    }

    /** The rules that come with the program. */
    public static Rules rules() {
        try (var in = MqttSessions.class.getResourceAsStream(RULES)) {
            if (in == null) {
                throw new IllegalStateException(RULES + " is not in the program");
            }
            return Rules.parse(RULES, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Session apply(long number) {
        var random = new SplittableRandom(seed ^ (number * GOLDEN));
        var packets = new ArrayList<Octets>();
        switch (rules.draw("begin", random)) {
            case "connect" -> packets.add(connect(random).octets());
            case "connect-changed" -> packets.add(changed(connect(random), random));
            default -> {}
        }
        var count = 1 + random.nextInt(rules.number("most", "packets"));
        for (int i = 0; i < count; i++) {
            packets.add(splices(random) ? spliced(random) : changed(packet(random), random));
        }
        return new Session(packets);
    }

    private boolean splices(RandomGenerator random) {
        return !earlier.isEmpty() && random.nextInt(ONE_IN) == 0;
    }

    private Octets spliced(RandomGenerator random) {
        var from = earlier.get(random.nextInt(earlier.size())).packets();
        return from.isEmpty() ? Octets.NONE : from.get(random.nextInt(from.size()));
    }

    private Packet connect(RandomGenerator random) {
        var connect = Connect.as("fuzz" + Integer.toString(random.nextInt(1 << 20), 36));
        if (random.nextInt(8) == 0) {
            connect = connect.lasting();
        }
        if (random.nextInt(6) == 0) {
            connect = connect.will(topic(random), payload(random), random.nextInt(3), random.nextBoolean());
        }
        connect = random.nextInt(10) == 0 ? connect.login("fuzz", "fuzz") : Logins.of(connect, profile);
        if (version == Version.V5 && random.nextInt(3) == 0) {
            connect = connect.with(properties(random));
        }
        return connect.packet(version);
    }

    private Packet packet(RandomGenerator random) {
        var id = random.nextInt(5) == 0 ? random.nextInt(0x10000) : 1 + random.nextInt(4);
        return switch (rules.draw("packet", random)) {
            case "publish-0" -> publish(random, 0, id);
            case "publish-1" -> publish(random, 1, id);
            case "publish-2" -> publish(random, 2, id);
            case "subscribe" ->
                upgraded(Packet.subscribe(id, topic(random), random.nextInt(8) == 0 ? random.nextInt(256) : 2), random);
            case "unsubscribe" -> upgraded(Packet.unsubscribe(id, topic(random)), random);
            case "pubrel" -> Packet.acknowledging(PacketType.PUBREL, id);
            case "puback" -> Packet.acknowledging(PacketType.PUBACK, id);
            case "pubrec" -> Packet.acknowledging(PacketType.PUBREC, id);
            case "pubcomp" -> Packet.acknowledging(PacketType.PUBCOMP, id);
            case "pingreq" -> Packet.pingreq();
            case "auth" ->
                new Packet(
                        PacketType.AUTH.header(),
                        new Wire().u8(random.nextInt(256)).u8(0));
            case "connect" -> connect(random);
            case "disconnect" -> Packet.disconnect();
            default -> new Packet(random.nextInt(256), new Wire().raw(bytes(random, random.nextInt(40))));
        };
    }

    private Packet publish(RandomGenerator random, int qos, int id) {
        var publication =
                Publication.of("", payload(random)).topic(topic(random)).qos(qos, id);
        if (random.nextInt(5) == 0) {
            publication = publication.retained();
        }
        if (random.nextInt(8) == 0) {
            publication = publication.again();
        }
        return upgraded(publication.packet(), random);
    }

    private Packet upgraded(Packet packet, RandomGenerator random) {
        return Upgrade.to(version, packet, random.nextInt(3) == 0 ? properties(random) : Properties.NONE);
    }

    private Properties properties(RandomGenerator random) {
        var properties = Properties.NONE;
        for (int i = random.nextInt(4); i >= 0; i--) {
            var id = Integer.parseInt(rules.draw("property", random), 16);
            properties = properties.and(id, value(id, random));
        }
        return properties;
    }

    private static Octets value(int id, RandomGenerator random) {
        return switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> bytes(random, 1);
            case 0x13, 0x21, 0x22, 0x23 -> bytes(random, 2);
            case 0x02, 0x11, 0x18, 0x27 -> bytes(random, 4);
            case 0x0B -> new Wire().varint(random.nextInt(1 << 28)).octets();
            case 0x26 ->
                new Wire().field("a").field(bytes(random, random.nextInt(9))).octets();
            default -> new Wire().field(bytes(random, random.nextInt(12))).octets();
        };
    }

    private Octets topic(RandomGenerator random) {
        var name = rules.draw("topic", random);
        return switch (name) {
            case "-empty-" -> Octets.NONE;
            case "-long-" -> Octets.utf8("/".repeat(LONGEST_FIELD));
            default ->
                Octets.of(URLDecoder.decode(name, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private static Octets payload(RandomGenerator random) {
        return bytes(random, random.nextInt(PAYLOAD));
    }

    private static Octets bytes(RandomGenerator random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private Octets changed(Packet packet, RandomGenerator random) {
        return switch (rules.draw("change", random)) {
            case "none" -> packet.octets();
            case "length" ->
                packet.declaring(Integer.parseInt(rules.draw("length", random))).octets();
            case "flags" -> packet.flags(random.nextInt(16)).octets();
            case "repeat" ->
                new Wire().raw(packet.octets()).raw(packet.octets()).octets();
            default -> bent(packet.octets().toArray(), random);
        };
    }

    /** Changes that know nothing of packets. */
    private Octets bent(byte[] bytes, RandomGenerator random) {
        var at = random.nextInt(bytes.length);
        switch (rules.draw("change", random)) {
            case "bit" -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case "byte" -> bytes[at] = (byte) Integer.parseInt(rules.draw("byte", random), 16);
            case "field" -> {
                var length = Integer.parseInt(rules.draw("length", random));
                bytes[at] = (byte) (length >> 8);
                bytes[Math.min(at + 1, bytes.length - 1)] = (byte) length;
            }
            case "cut" -> {
                return Octets.of(bytes).first(at);
            }
            default -> {
                return new Wire()
                        .raw(Octets.of(bytes).first(at))
                        .raw(bytes(random, 1 + random.nextInt(8)))
                        .raw(Arrays.copyOfRange(bytes, at, bytes.length))
                        .octets();
            }
        }
        return Octets.of(bytes);
    }
}
