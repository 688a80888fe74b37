// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Publish;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;
import org.entente.testware.mqtt.wire.Wire;

/** What MQTT 5.0 adds for clients: limits of the server, properties, reasons. */
final class ClientFiveCases {
    private static final int MAXIMUM_QOS = 0x24;
    private static final int RETAIN_AVAILABLE = 0x25;
    private static final int SERVER_KEEP_ALIVE = 0x13;
    private static final int SERVER_BUSY = 0x89;
    private static final int SIZE_BYTES = 60;
    private static final int ID = 77;
    private static final int UNKNOWN = 0x7F;
    /** After protocol name, level, flags and keep-alive. */
    private static final int PROPERTIES_OF_CONNECT = 10;
    /** After the packet identifier. */
    private static final int PROPERTIES_OF_SUBSCRIBE = 2;

    private ClientFiveCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bindFive(
                        "ALIAS_001",
                        scene -> never(
                                scene,
                                scene.publishing(scene.topic(), 0).with("alias", "1"),
                                Properties.NONE,
                                "a topic alias though the server takes none",
                                p -> p.properties()
                                        .first(Properties.TOPIC_ALIAS)
                                        .isPresent()))
                .bindFive(
                        "QOS_001",
                        scene -> never(
                                scene,
                                scene.publishing(scene.topic(), 1),
                                Properties.NONE.and(MAXIMUM_QOS, Octets.of((byte) 0)),
                                "a QoS above what the server told",
                                p -> p.qos() > 0))
                .bindFive(
                        "RETAIN_001",
                        scene -> never(
                                scene,
                                scene.publishing(scene.topic(), 0).with("retain", "1"),
                                Properties.NONE.and(RETAIN_AVAILABLE, Octets.of((byte) 0)),
                                "RETAIN though the server told that it retains nothing",
                                Publish::retain))
                .bindFive(
                        "SIZE_001",
                        scene -> never(
                                scene,
                                scene.publishing(scene.topic(), 0).with("payload", "x".repeat(2 * SIZE_BYTES)),
                                Properties.NONE.u32(Properties.MAXIMUM_PACKET_SIZE, SIZE_BYTES),
                                "a packet larger than the server takes",
                                p -> p.payload().length() > SIZE_BYTES))
                .bindFive("KEEPALIVE_001", ClientFiveCases::serverKeepAlive)
                .bindFive("ALIAS_002", ClientFiveCases::takesAlias)
                .bindFive("DISCONNECT_003", scene -> scene.mustRefuse(ClientFiveCases::disconnecting))
                .bindFive("AUTH_001", scene -> scene.mustRefuse(ClientFiveCases::authenticating))
                .bindFive(
                        "PROPERTY_001",
                        scene -> scene.mustRefuse(
                                ClientFiveCases::message, Properties.NONE.and(UNKNOWN, Octets.of((byte) 0))))
                .bindFive(
                        "PAIR_001",
                        scene -> scene.mustRefuse(
                                ClientFiveCases::message, Properties.NONE.and(Properties.USER, pairWithSurrogate())))
                .bindFive("LENGTH_001", ClientFiveCases::shortLengths);
    }

    /** A SUBSCRIBE follows: when it has come, the forbidden PUBLISH has not. A client that closes instead may. */
    private static void never(
            ClientScene scene, Script script, Properties told, String words, Predicate<Publish> forbidden)
            throws IOException {
        var guest = scene.greeted(script.then("subscribe", "filter", scene.topic(), "qos", "0"), told);
        while (true) {
            var seen = guest.next(scene.stage().patience());
            if (seen.heard().isEmpty()) {
                if (!seen.closed()) {
                    throw Judged.inconclusive("neither the message nor what follows it comes", seen.event());
                }
                scene.stage().decided(seen.event());
                return;
            }
            scene.stage().decided(seen.event());
            switch (seen.heard().get()) {
                case Publish publish
                when forbidden.test(publish) ->
                    throw Judged.fail("the client sends " + words + ": " + publish.words(), seen.event());
                case Publish publish
                when publish.qos() == 1 -> guest.send(Packet.acknowledging(PacketType.PUBACK, publish.id()));
                case Heard.Subscribe _ -> {
                    return;
                }
                case Publish _, Heard.Connect _, Heard.Ack _, Heard.Unsubscribe _, Heard.Plain _, Heard.Garbled _ -> {}
            }
        }
    }

    private static void serverKeepAlive(ClientScene scene) throws IOException {
        var told = Properties.NONE.u16(SERVER_KEEP_ALIVE, 1);
        var guest = scene.greeted(scene.connecting().with("keepalive", "60").then("idle"), told);
        ClientSubscribeCases.kept(scene, guest, Duration.ofSeconds(1));
    }

    static Script aliasing(ClientScene scene, String topic) {
        return scene.connecting().with("alias-maximum", "5").then("subscribe", "filter", topic, "qos", "1");
    }

    /** Gives the topic the highest alias that the client takes, and lets it acknowledge a message with it. */
    static Properties aliased(ClientScene scene, Guest guest, String topic) {
        var most = new long[1];
        scene.given(() -> most[0] = guest.await(Heard.Connect.class, "CONNECT")
                .properties()
                .number(Properties.TOPIC_ALIAS_MAXIMUM)
                .orElse(0L));
        if (most[0] == 0) {
            throw Judged.notApplicable("the client takes no topic aliases");
        }
        guest.send(ClientScene.connack());
        scene.grant(guest, 1);
        var alias = Properties.NONE.u16(Properties.TOPIC_ALIAS, (int) most[0]);
        guest.send(Publication.of(topic, "a").qos(1, ID).packet(), alias);
        scene.given(() -> guest.await(Heard.Ack.class, "PUBACK"));
        return alias;
    }

    private static void takesAlias(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.run(aliasing(scene, topic));
        var alias = aliased(scene, guest, topic);
        guest.send(Publication.of("", "b").qos(1, ID + 1).packet(), alias);
        scene.must(guest.await(Heard.Ack.class, "PUBACK"), a -> a.id() == ID + 1 && a.reason() < 0x80, "PUBACK");
    }

    private static Packet disconnecting(String topic) {
        return new Packet(
                PacketType.DISCONNECT.header(), new Wire().u8(SERVER_BUSY).u8(0));
    }

    private static Packet authenticating(String topic) {
        return new Packet(PacketType.AUTH.header(), new Wire().u8(0x18).u8(0));
    }

    private static Packet message(String topic) {
        return Publication.of(topic, "x").packet();
    }

    private static Octets pairWithSurrogate() {
        return new Wire().field("name").field(Text.withSurrogate("value")).octets();
    }

    /** Looked at as bytes, since a decoder is glad of any length it understands. */
    private static void shortLengths(ClientScene scene) throws IOException {
        var guest = scene.run(scene.subscribing(scene.topic(), 1));
        guest.await(Heard.Connect.class, "CONNECT");
        shortest(scene, PROPERTIES_OF_CONNECT);
        guest.send(ClientScene.connack());
        guest.await(Heard.Subscribe.class, "SUBSCRIBE");
        shortest(scene, PROPERTIES_OF_SUBSCRIBE);
    }

    /**
     * Convicts a last byte that adds nothing to a length.
     *
     * @param properties where the length of the properties begins in what follows the remaining length
     */
    private static void shortest(ClientScene scene, int properties) {
        var decided = scene.stage().decidedBy();
        var frame = scene.stage().recording().events().get(decided).bytes().toArray();
        var remaining = lastOfLength(frame, 1);
        var block = lastOfLength(frame, remaining + 1 + properties);
        if ((remaining > 1 && frame[remaining] == 0) || (block > remaining + 1 + properties && frame[block] == 0)) {
            throw Judged.fail("a length that takes more bytes than it needs", decided);
        }
    }

    private static int lastOfLength(byte[] frame, int first) {
        var last = first;
        while (frame[last] < 0) {
            last++;
        }
        return last;
    }
}
