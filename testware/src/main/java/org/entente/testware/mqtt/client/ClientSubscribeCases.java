// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Subscribe;
import org.entente.testware.mqtt.client.Heard.Unsubscribe;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** How a client subscribes, keeps its connection alive and leaves. MQTT 3.1.1 §3.8, §3.10, §3.12, §3.14. */
final class ClientSubscribeCases {
    private static final String ODD = "/\u00FC\u20AC";
    private static final Duration FOR_THE_NEXT = Duration.ofMillis(600);

    private ClientSubscribeCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bind("SUBSCRIBE_001", scene -> subscribes(scene, "flags 0010", s -> s.flags() == 2))
                .bind("SUBSCRIBE_002", scene -> subscribes(scene, "an identifier that is not 0", s -> s.id() != 0))
                .bind("SUBSCRIBE_003", ClientSubscribeCases::freshIdentifier)
                .bind("UNSUBSCRIBE_001", scene -> unsubscribes(scene, scene.topic(), "flags 0010", u -> u.flags() == 2))
                .bind("UNSUBSCRIBE_002", ClientSubscribeCases::filterInUtf8)
                .bind("DISCONNECT_001", ClientSubscribeCases::leavesRightly)
                .bind("DISCONNECT_002", ClientSubscribeCases::closes)
                .bind("FEAT_KEEPALIVE_001", ClientSubscribeCases::pings)
                .bindOwn(
                        "SUBSCRIBE_001",
                        scene -> subscribes(
                                scene,
                                "a filter in UTF-8 and options without reserved bits",
                                s -> !s.filters().isEmpty()
                                        && s.filters().stream().allMatch(ClientConnectCases::isUtf8)
                                        && s.options().stream().allMatch(o -> (o & 0xC0) == 0 && (o & 3) < 3)))
                .bindOwn(
                        "UNSUBSCRIBE_001",
                        scene -> unsubscribes(
                                scene,
                                scene.topic(),
                                "at least one filter and an identifier",
                                u -> !u.filters().isEmpty() && u.id() != 0))
                .bindOwn("SUBACK_001", ClientSubscribeCases::flaggedSuback)
                .bindOwn("DISCONNECT_001", ClientSubscribeCases::nothingAfter);
    }

    private static void subscribes(ClientScene scene, String words, Predicate<Subscribe> right) throws IOException {
        var guest = scene.greeted(scene.subscribing(scene.topic(), 1));
        scene.must(guest.await(Subscribe.class, "SUBSCRIBE"), right, "SUBSCRIBE with " + words);
    }

    private static void freshIdentifier(ClientScene scene) throws IOException {
        var script = scene.subscribing(scene.topic(), 1)
                .with("wait", "0")
                .then("subscribe", "filter", scene.topic(), "qos", "1");
        var guest = scene.greeted(script);
        var first = guest.await(Subscribe.class, "SUBSCRIBE");
        if (first.filters().size() > 1) {
            scene.stage().allow("asks for both in one SUBSCRIBE");
            return;
        }
        var seen = guest.next(FOR_THE_NEXT);
        if (seen.heard().isEmpty()) {
            scene.stage().allow("subscribes to one filter at a time");
            guest.send(ClientScene.suback(first.id(), 1));
            guest.await(Subscribe.class, "a second SUBSCRIBE");
            return;
        }
        var second = seen.heard().get() instanceof Subscribe subscribe
                ? subscribe
                : guest.await(Subscribe.class, "SUBSCRIBE");
        scene.stage().decided(seen.event());
        scene.must(second, s -> s.id() != first.id() && s.id() != 0, "an identifier other than " + first.id());
    }

    private static void unsubscribes(ClientScene scene, String filter, String words, Predicate<Unsubscribe> right)
            throws IOException {
        var guest = scene.greeted(scene.subscribing(filter, 1).then("unsubscribe", "filter", filter));
        scene.grant(guest, 1);
        scene.must(guest.await(Unsubscribe.class, "UNSUBSCRIBE"), right, "UNSUBSCRIBE with " + words);
    }

    private static void filterInUtf8(ClientScene scene) throws IOException {
        var filter = scene.topic() + ODD;
        unsubscribes(scene, filter, "the filter in UTF-8", u -> u.filters().contains(Octets.utf8(filter)));
    }

    private static Heard.Plain disconnect(ClientScene scene, Guest guest) {
        while (true) {
            var heard = guest.await(Heard.class, "DISCONNECT");
            switch (heard) {
                case Heard.Plain plain
                when plain.type() == PacketType.DISCONNECT -> {
                    return plain;
                }
                // An adapter for a program that can only publish and leave has something to publish.
                case Heard.Publish publish
                when publish.qos() == 1 -> guest.send(Packet.acknowledging(PacketType.PUBACK, publish.id()));
                case Subscribe subscribe -> guest.send(ClientScene.suback(subscribe.id(), 0));
                case Heard.Garbled garbled ->
                    throw Judged.fail(
                            "expected DISCONNECT, got " + garbled.words(),
                            scene.stage().decidedBy());
                case Heard.Connect _, Heard.Publish _, Heard.Ack _, Unsubscribe _, Heard.Plain _ -> {}
            }
        }
    }

    private static void leavesRightly(ClientScene scene) throws IOException {
        var guest = scene.greeted(scene.connecting().then("disconnect"));
        scene.must(disconnect(scene, guest), d -> d.flags() == 0, "DISCONNECT with flags 0000");
    }

    private static void closes(ClientScene scene) throws IOException {
        var guest = scene.greeted(scene.connecting().then("disconnect"));
        scene.given(() -> disconnect(scene, guest));
        var seen = guest.next(scene.stage().patience());
        if (!seen.closed()) {
            throw Judged.fail("expected the client to close after DISCONNECT, got " + seen.words(), seen.event());
        }
        scene.stage().decided(seen.event());
    }

    private static void nothingAfter(ClientScene scene) throws IOException {
        var guest = scene.greeted(scene.connecting().then("disconnect"));
        scene.given(() -> disconnect(scene, guest));
        var seen = guest.next(scene.stage().patience());
        if (seen.heard().isPresent()) {
            throw Judged.fail("expected nothing after DISCONNECT, got " + seen.words(), seen.event());
        }
        scene.stage().decided(seen.event());
    }

    private static void flaggedSuback(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.greeted(scene.subscribing(topic, 1));
        var id = new int[1];
        scene.given(() -> id[0] = guest.await(Subscribe.class, "SUBSCRIBE").id());
        guest.send(ClientScene.suback(id[0], 1).flags(0x0F))
                .send(Publication.of(topic, "y").qos(1, 9));
        scene.closes(guest, Heard.Ack.class);
    }

    /** The keep-alive is the client's own choice: what it said in CONNECT is what it must keep. [MQTT-3.1.2-23] */
    private static void pings(ClientScene scene) throws IOException {
        var guest = scene.run(scene.connecting().with("keepalive", "1").then("idle"));
        var told = new int[1];
        scene.given(() -> told[0] = guest.await(Heard.Connect.class, "CONNECT").keepAliveSeconds());
        if (told[0] == 0) {
            throw Judged.notApplicable("the client asks for no keep-alive");
        }
        guest.send(ClientScene.connack());
        kept(scene, guest, Duration.ofSeconds(told[0]));
    }

    /** Within each interval something must come; half a second is for a busy machine. */
    static void kept(ClientScene scene, Guest guest, Duration interval) throws IOException {
        var limit = interval.plus(interval.dividedBy(2)).plusMillis(500);
        for (int i = 0; i < 6; i++) {
            var seen = guest.next(limit);
            if (seen.heard().isEmpty()) {
                throw Judged.fail(
                        "expected a packet within " + interval.toSeconds() + " s, got " + seen.words(), seen.event());
            }
            scene.stage().decided(seen.event());
            switch (seen.heard().get()) {
                case Heard.Plain plain
                when plain.type() == PacketType.PINGREQ -> {
                    guest.send(new Packet(PacketType.PINGRESP.header(), new Wire()));
                    return;
                }
                case Subscribe subscribe -> guest.send(ClientScene.suback(subscribe.id(), 0));
                case Heard.Connect _, Heard.Publish _, Heard.Ack _, Unsubscribe _, Heard.Plain _, Heard.Garbled _ -> {}
            }
        }
    }
}
