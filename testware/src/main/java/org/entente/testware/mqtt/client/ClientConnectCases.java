// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Connect;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Wire;

/** What a client says when it connects. MQTT 3.1.1 §3.1. */
final class ClientConnectCases {
    private static final String USER = "entente-user";
    private static final String SECRET = "entente-secret";
    /** Two, three and four bytes in UTF-8. */
    private static final String ODD = "\u00FC\u20AC\uD83D\uDD11";

    private ClientConnectCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bind("CONNECT_001", scene -> connects(scene, scene.connecting(), "flags 0000", c -> c.flags() == 0))
                .bind(
                        "CONNECT_002",
                        scene -> connects(
                                scene,
                                scene.connecting(),
                                "the protocol name MQTT",
                                c -> c.protocol().equals(Octets.utf8("MQTT"))))
                .bind(
                        "CONNECT_003",
                        scene -> connects(
                                scene,
                                scene.connecting(),
                                "protocol level " + scene.version().level(),
                                c -> c.level() == scene.version().level()))
                .bind(
                        "CONNECT_004",
                        scene -> connects(
                                scene, scene.connecting(), "the reserved flag 0", c -> !c.has(Connect.RESERVED)))
                .bind("CONNECT_005", ClientConnectCases::will)
                .bind(
                        "CONNECT_006",
                        scene -> connects(
                                scene,
                                scene.connecting(),
                                "no will flag, will QoS 0, no will retain and no will in the payload",
                                c -> !c.has(Connect.WILL)
                                        && c.willQos() == 0
                                        && !c.has(Connect.WILL_RETAIN)
                                        && c.surplus() == 0))
                .bind(
                        "CONNECT_007",
                        scene -> connects(
                                scene,
                                scene.connecting(),
                                "neither user name nor password",
                                c -> !c.has(Connect.USER) && !c.has(Connect.PASSWORD) && c.surplus() == 0))
                .bind("CONNECT_008", ClientConnectCases::userAlone)
                .bind("CONNECT_009", ClientConnectCases::userAndPassword)
                .bind("CONNECT_010", ClientConnectCases::order)
                .bind("CONNECT_011", ClientConnectCases::clientId)
                .bind("CONNECT_012", ClientConnectCases::emptyId)
                .bind("CONNECT_013", ClientConnectCases::willTopic)
                .bind("CONNECT_014", ClientConnectCases::userName)
                .bind("CONNACK_001", ClientConnectCases::flaggedConnack)
                .bindOwn("CONNECT_001", ClientConnectCases::first)
                .bindOwn("CONNECT_002", ClientConnectCases::once);
    }

    private static void connects(ClientScene scene, Script script, String words, Predicate<Connect> right)
            throws IOException {
        scene.must(scene.run(script).await(Connect.class, "CONNECT"), right, "CONNECT with " + words);
    }

    private static Script willing(ClientScene scene, String topic) {
        return scene.connecting()
                .with("will-topic", topic)
                .with("will-payload", ClientScene.PAYLOAD)
                .with("will-qos", "1")
                .with("will-retain", "0");
    }

    private static void will(ClientScene scene) throws IOException {
        var topic = scene.topic();
        connects(
                scene,
                willing(scene, topic),
                "the will flag, will QoS 1 and the will",
                c -> c.has(Connect.WILL)
                        && c.willQos() == 1
                        && c.will()
                                .filter(w -> w.topic().equals(Octets.utf8(topic))
                                        && w.message().equals(Octets.utf8(ClientScene.PAYLOAD)))
                                .isPresent());
    }

    private static void userAlone(ClientScene scene) throws IOException {
        connects(
                scene,
                scene.connecting().with("user", USER),
                "a user name and no password",
                c -> c.user().filter(Octets.utf8(USER)::equals).isPresent()
                        && !c.has(Connect.PASSWORD)
                        && c.surplus() == 0);
    }

    private static void userAndPassword(ClientScene scene) throws IOException {
        connects(
                scene,
                scene.connecting().with("user", USER).with("password", SECRET),
                "user name and password",
                c -> c.user().filter(Octets.utf8(USER)::equals).isPresent()
                        && c.password().filter(Octets.utf8(SECRET)::equals).isPresent()
                        && c.surplus() == 0);
    }

    /** Fields in another order come out as each other. */
    private static void order(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = willing(scene, topic).with("user", USER).with("password", SECRET);
        var id = script.commands().getFirst().argument("client", "");
        connects(
                scene,
                script,
                "client identifier, will topic, will message, user name and password in this order",
                c -> c.clientId().equals(Octets.utf8(id))
                        && c.will()
                                .filter(w -> w.topic().equals(Octets.utf8(topic))
                                        && w.message().equals(Octets.utf8(ClientScene.PAYLOAD)))
                                .isPresent()
                        && c.user().filter(Octets.utf8(USER)::equals).isPresent()
                        && c.password().filter(Octets.utf8(SECRET)::equals).isPresent());
    }

    private static void clientId(ClientScene scene) throws IOException {
        var id = scene.stage().fresh() + ODD;
        connects(
                scene,
                scene.connecting().with("client", id),
                "the client identifier in UTF-8",
                c -> c.clientId().equals(Octets.utf8(id)));
    }

    private static void emptyId(ClientScene scene) throws IOException {
        connects(
                scene,
                scene.connecting().with("client", ""),
                "an empty identifier only with a clean session",
                c -> c.clientId().length() > 0 || c.has(Connect.CLEAN));
    }

    private static void willTopic(ClientScene scene) throws IOException {
        var topic = scene.topic() + ODD;
        connects(
                scene,
                willing(scene, topic),
                "the will topic in UTF-8",
                c -> c.will().filter(w -> w.topic().equals(Octets.utf8(topic))).isPresent());
    }

    private static void userName(ClientScene scene) throws IOException {
        connects(
                scene,
                scene.connecting().with("user", USER + ODD).with("password", SECRET),
                "the user name in UTF-8",
                c -> c.user().filter(Octets.utf8(USER + ODD)::equals).isPresent());
    }

    /** A client that takes it goes on to publish. */
    private static void flaggedConnack(ClientScene scene) throws IOException {
        var guest = scene.run(scene.publishing(scene.topic(), 0));
        scene.given(() -> guest.await(Connect.class, "CONNECT"));
        guest.send(
                new Packet(PacketType.CONNACK.header() | 0x0F, new Wire().u8(0).u8(0)));
        scene.closes(guest, Heard.Publish.class);
    }

    private static void first(ClientScene scene) throws IOException {
        var guest = scene.run(scene.connecting());
        var seen = guest.next(scene.stage().patience());
        scene.stage().decided(seen.event());
        scene.must(seen.heard().orElse(new Heard.Garbled(0, seen.words())), Connect.class::isInstance, "CONNECT first");
    }

    private static void once(ClientScene scene) throws IOException {
        var guest = scene.greeted(scene.publishing(scene.topic(), 0));
        while (true) {
            var seen = guest.next(scene.stage().patience());
            scene.stage().decided(seen.event());
            if (seen.heard().isEmpty()) {
                return;
            }
            scene.must(seen.heard().get(), heard -> !(heard instanceof Connect), "no second CONNECT");
            if (seen.heard().get() instanceof Heard.Publish) {
                return;
            }
        }
    }

    static boolean isUtf8(Octets text) {
        try {
            var decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.toArray()))
                    .toString();
            return decoded.indexOf('\0') < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
