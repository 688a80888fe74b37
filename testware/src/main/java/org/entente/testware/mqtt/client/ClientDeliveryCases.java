// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Ack;
import org.entente.testware.mqtt.client.Heard.Publish;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;

/** How a client publishes and takes what is published. MQTT 3.1.1 §3.3, §4.3. */
final class ClientDeliveryCases {
    private static final String ODD = "/\u00FC\u20AC";
    private static final int ID = 4660;
    private static final int NEXT = 4661;

    private ClientDeliveryCases() {}

    static void bind(Bindings<ClientScene> cases) {
        publishing(cases);
        receiving(cases);
        cases.bindOwn("ORDER_001", scene -> inOrder(scene, 1, PacketType.PUBACK))
                .bindOwn("ORDER_002", scene -> inOrder(scene, 2, PacketType.PUBREC))
                .bindOwn("QOS_002", ClientDeliveryCases::noPublishAfterPubrec)
                .bindOwn(
                        "STRING_001",
                        scene -> scene.mustRefuse(topic -> Publication.of(topic, "x")
                                .topic(Text.withSurrogate(topic))
                                .packet()))
                .bindOwn(
                        "STRING_002",
                        scene -> scene.mustRefuse(topic -> Publication.of(topic, "x")
                                .topic(Text.withNull(topic))
                                .packet()))
                .bindOwn(
                        "PUBLISH_001",
                        scene -> scene.mustRefuse(
                                topic -> Publication.of(topic, "x").qos(3, 1).packet()))
                .bindOwn(
                        "PUBREL_001",
                        scene -> scene.mustRefuse(topic ->
                                Packet.acknowledging(PacketType.PUBREL, 1).flags(0)));
    }

    private static void publishing(Bindings<ClientScene> cases) {
        for (int qos = 0; qos <= 2; qos++) {
            var level = qos;
            cases.bind(
                    "PUBLISH_00" + (qos + 1),
                    scene -> publishes(
                            scene,
                            scene.topic(),
                            level,
                            "QoS " + level + " and DUP 0",
                            p -> p.qos() == level && !p.dup()));
        }
        cases.bind("PUBLISH_004", ClientDeliveryCases::topicInUtf8)
                .bind(
                        "PUBLISH_005",
                        scene -> publishes(
                                scene,
                                scene.topic(),
                                0,
                                "a topic without wildcards",
                                p -> !p.topic().text().contains("#")
                                        && !p.topic().text().contains("+")
                                        && p.topic().length() > 0))
                .bind(
                        "PUBLISH_009",
                        scene -> publishes(scene, scene.topic(), 1, "an identifier that is not 0", p -> p.id() != 0))
                .bind("PUBLISH_010", ClientDeliveryCases::freshIdentifier)
                .bind("PUBLISH_011", ClientDeliveryCases::noIdentifier)
                .bind("PUBREL_001", scene -> releases(scene, "flags 0010", a -> a.flags() == 2))
                .bind("PUBREL_002", scene -> releases(scene, "the identifier of the PUBREC", a -> true));
    }

    private static void receiving(Bindings<ClientScene> cases) {
        cases.bind("PUBLISH_006", ClientDeliveryCases::noAnswer)
                .bind("PUBLISH_007", scene -> answers(scene, 1, PacketType.PUBACK, "PUBACK", a -> true))
                .bind("PUBLISH_008", scene -> answers(scene, 2, PacketType.PUBREC, "PUBREC", a -> true))
                .bind("PUBACK_001", scene -> answers(scene, 1, PacketType.PUBACK, "flags 0000", a -> a.flags() == 0))
                .bind(
                        "PUBACK_002",
                        scene -> answers(scene, 1, PacketType.PUBACK, "identifier " + ID, a -> a.id() == ID))
                .bind("PUBREC_001", scene -> answers(scene, 2, PacketType.PUBREC, "flags 0000", a -> a.flags() == 0))
                .bind(
                        "PUBREC_002",
                        scene -> answers(scene, 2, PacketType.PUBREC, "identifier " + ID, a -> a.id() == ID))
                .bind("PUBCOMP_001", ClientDeliveryCases::completes);
    }

    private static void publishes(ClientScene scene, String topic, int qos, String words, Predicate<Publish> right)
            throws IOException {
        var guest = scene.greeted(scene.publishing(topic, qos));
        scene.must(guest.await(Publish.class, "PUBLISH"), right, "PUBLISH with " + words);
    }

    private static void topicInUtf8(ClientScene scene) throws IOException {
        var topic = scene.topic() + ODD;
        publishes(scene, topic, 0, "the topic in UTF-8", p -> p.topic().equals(Octets.utf8(topic)));
    }

    /** Two bytes more before the payload would be an identifier. */
    private static void noIdentifier(ClientScene scene) throws IOException {
        publishes(
                scene,
                scene.topic(),
                0,
                "nothing between topic and payload",
                p -> p.qos() == 0 && p.payload().equals(Octets.utf8(ClientScene.PAYLOAD)));
    }

    private static void freshIdentifier(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = scene.publishing(topic, 1)
                .with("wait", "0")
                .then("publish", "topic", topic, "payload", ClientScene.PAYLOAD, "qos", "1");
        var guest = scene.greeted(script);
        var first = guest.await(Publish.class, "PUBLISH");
        // A client that waits for its first PUBACK may use the identifier again.
        var seen = guest.next(Duration.ofMillis(600));
        if (seen.heard().isEmpty()) {
            scene.stage().allow("publishes one message at a time");
            guest.send(Packet.acknowledging(PacketType.PUBACK, first.id()));
            guest.await(Publish.class, "a second PUBLISH");
            return;
        }
        var second = seen.heard().get() instanceof Publish publish ? publish : guest.await(Publish.class, "PUBLISH");
        scene.stage().decided(seen.event());
        scene.must(second, p -> p.id() != first.id() && p.id() != 0, "an identifier other than " + first.id());
    }

    private static void releases(ClientScene scene, String words, Predicate<Ack> right) throws IOException {
        var guest = scene.greeted(scene.publishing(scene.topic(), 2));
        var id = new int[1];
        scene.given(() -> id[0] = guest.await(Publish.class, "PUBLISH").id());
        guest.send(Packet.acknowledging(PacketType.PUBREC, id[0]));
        var pubrel = guest.await(Ack.class, "PUBREL");
        scene.must(
                pubrel,
                a -> a.type() == PacketType.PUBREL && right.test(a) && (words.startsWith("flags") || a.id() == id[0]),
                "PUBREL with " + words);
    }

    private static void noPublishAfterPubrec(ClientScene scene) throws IOException {
        var guest = scene.greeted(scene.publishing(scene.topic(), 2));
        var id = new int[1];
        scene.given(() -> {
            id[0] = guest.await(Publish.class, "PUBLISH").id();
            guest.send(Packet.acknowledging(PacketType.PUBREC, id[0]));
        });
        var seen = guest.next(scene.stage().patience());
        scene.stage().decided(seen.event());
        scene.must(
                seen.heard().orElse(new Heard.Garbled(0, seen.words())),
                heard -> heard instanceof Ack ack && ack.type() == PacketType.PUBREL,
                "PUBREL and not the message again");
    }

    /** A message at QoS 1 follows, so that an answer to the first would come before the answer to this one. */
    private static void noAnswer(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 1);
        guest.send(Publication.of(topic, "x")).send(Publication.of(topic, "y").qos(1, ID));
        scene.must(
                guest.await(Ack.class, "PUBACK"),
                a -> a.type() == PacketType.PUBACK && a.id() == ID,
                "no answer to QoS 0, then PUBACK with id " + ID);
    }

    private static void answers(ClientScene scene, int qos, PacketType type, String words, Predicate<Ack> right)
            throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, qos).send(Publication.of(topic, "x").qos(qos, ID));
        scene.must(guest.await(Ack.class, words), a -> a.type() == type && right.test(a), type + " with " + words);
    }

    private static void completes(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, 2).send(Publication.of(topic, "x").qos(2, ID));
        scene.given(() -> guest.await(Ack.class, "PUBREC"));
        guest.send(Packet.acknowledging(PacketType.PUBREL, ID));
        scene.must(
                guest.await(Ack.class, "PUBCOMP"),
                a -> a.type() == PacketType.PUBCOMP && a.flags() == 0,
                "PUBCOMP with flags 0000");
    }

    private static void inOrder(ClientScene scene, int qos, PacketType type) throws IOException {
        var topic = scene.topic();
        var guest = scene.subscribed(topic, qos);
        guest.send(Publication.of(topic, "x").qos(qos, ID))
                .send(Publication.of(topic, "y").qos(qos, NEXT));
        scene.must(guest.await(Ack.class, type + " with id " + ID), a -> a.id() == ID, type + " with id " + ID);
        scene.must(guest.await(Ack.class, type + " with id " + NEXT), a -> a.id() == NEXT, type + " with id " + NEXT);
    }
}
