// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.ack;
import static org.entente.testware.mqtt.Expectation.message;
import static org.entente.testware.mqtt.wire.PacketType.PUBACK;
import static org.entente.testware.mqtt.wire.PacketType.PUBCOMP;
import static org.entente.testware.mqtt.wire.PacketType.PUBREC;
import static org.entente.testware.mqtt.wire.PacketType.PUBREL;

import java.io.IOException;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;

/** Whether a broker keeps to the QoS 1 and QoS 2 handshakes, as receiver and as sender. MQTT 3.1.1 §3.4-3.7, §4.3. */
final class AcknowledgementCases {
    private static final String TEXT = "reading";

    private AcknowledgementCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("PUBACK_001", scene -> wrongFlags(scene, 1, PUBACK))
                .bind("PUBACK_002", scene -> inOrder(scene, 1, PUBACK))
                .bind("PUBREC_001", scene -> wrongFlags(scene, 2, PUBREC))
                .bind("PUBREC_002", scene -> inOrder(scene, 2, PUBREC))
                .bind("PUBREL_001", AcknowledgementCases::pubrelFlags)
                .bind("PUBREL_002", AcknowledgementCases::pubrelOrder)
                .bind("PUBCOMP_001", AcknowledgementCases::pubcompFlags);
    }

    private static void wrongFlags(Scene scene, int qos, PacketType answer) throws IOException {
        var subscriber = new Delivery(scene, qos);
        var id = subscriber.next().id();
        subscriber.peer.send(Packet.acknowledging(answer, id).flags(0xF)).expectClosing();
    }

    private static void inOrder(Scene scene, int qos, PacketType answer) throws IOException {
        var topic = scene.topic();
        var publisher = scene.client();
        publisher.send(Publication.of(topic, "first").qos(qos, 11));
        publisher.send(Publication.of(topic, "second").qos(qos, 12));
        publisher.expect(ack(answer, 11));
        publisher.expect(ack(answer, 12));
    }

    private static void pubrelFlags(Scene scene) throws IOException {
        var publisher = scene.client();
        scene.given(() ->
                publisher.send(Publication.of(scene.topic(), TEXT).qos(2, 5)).expect(ack(PUBREC, 5)));
        publisher.send(Packet.acknowledging(PUBREL, 5).flags(0xD)).expectClosing();
    }

    private static void pubrelOrder(Scene scene) throws IOException {
        var subscriber = new Delivery(scene, 2);
        var first = subscriber.next().id();
        subscriber.publish();
        var next = subscriber.peer.next(scene.stage().patience());
        if (next instanceof Observation.Silent) {
            scene.stage().allow(Scene.ONE_AT_A_TIME);
            subscriber.peer.send(Packet.acknowledging(PUBREC, first)).expect(ack(PUBREL, first));
            return;
        }
        var second = next.publish().id();
        subscriber.peer.send(Packet.acknowledging(PUBREC, first)).send(Packet.acknowledging(PUBREC, second));
        subscriber.peer.expect(ack(PUBREL, first));
        subscriber.peer.expect(ack(PUBREL, second));
    }

    private static void pubcompFlags(Scene scene) throws IOException {
        var subscriber = new Delivery(scene, 2);
        var id = subscriber.next().id();
        subscriber.peer.send(Packet.acknowledging(PUBREC, id));
        scene.given(() -> subscriber.peer.expect(ack(PUBREL, id)));
        subscriber.peer.send(Packet.acknowledging(PUBCOMP, id).flags(0xF)).expectClosing();
    }

    /** A subscriber to whom messages are on their way. */
    static final class Delivery {
        final Peer peer;
        private final Scene scene;
        private final String topic;
        private final int qos;
        private final Peer publisher;

        Delivery(Scene scene, int qos) throws IOException {
            this.scene = scene;
            this.qos = qos;
            this.topic = scene.topic();
            this.peer = scene.subscriber(topic, qos);
            this.publisher = scene.client();
        }

        void publish() {
            if (qos == 2) {
                scene.publishExactlyOnce(publisher, Publication.of(topic, TEXT));
            } else {
                scene.publish(publisher, Publication.of(topic, TEXT));
            }
        }

        /** Publishes a message and takes it from the broker, without acknowledging it. */
        Inbound.Publish next() {
            publish();
            var seen = new Observation[1];
            scene.given(() -> seen[0] = peer.expect(message(topic, TEXT).qos(qos)));
            return seen[0].publish();
        }
    }
}
