// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.ack;
import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;
import static org.entente.testware.mqtt.Expectation.pingresp;
import static org.entente.testware.mqtt.Expectation.suback;
import static org.entente.testware.mqtt.wire.PacketType.PUBACK;
import static org.entente.testware.mqtt.wire.PacketType.PUBCOMP;
import static org.entente.testware.mqtt.wire.PacketType.PUBREC;
import static org.entente.testware.mqtt.wire.PacketType.PUBREL;
import static org.entente.testware.mqtt.wire.PacketType.UNSUBACK;

import java.io.IOException;
import java.util.function.Predicate;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** Purposes of our own about delivery and subscriptions. MQTT 3.1.1 §3.8, §3.10, §4.3, §4.6, §4.7. */
final class HandshakeCases {
    private static final int ID = 21;
    private static final int IN_A_ROW = 8;
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private HandshakeCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("DUP_001", HandshakeCases::dupStaysBehind)
                .bindOwn("QOS_001", HandshakeCases::identifierIsNewAfterPuback)
                .bindOwn("QOS_002", HandshakeCases::onceBeforePubrel)
                .bindOwn("QOS_003", HandshakeCases::identifierIsNewAfterPubcomp)
                .bindOwn("QOS_004", HandshakeCases::differentIdentifiers)
                .bindOwn("QOS_005", HandshakeCases::lowerQos)
                .bindOwn("ORDER_001", HandshakeCases::inOrder)
                .bindOwn("SUBSCRIBE_001", HandshakeCases::replaces)
                .bindOwn("SUBSCRIBE_002", HandshakeCases::bringsRetainedAgain)
                .bindOwn("SUBSCRIBE_003", HandshakeCases::codesInOrder)
                .bindOwn("SUBSCRIBE_004", HandshakeCases::deliversWhatMatches)
                .bindOwn("UNSUBSCRIBE_001", HandshakeCases::endsDelivery)
                .bindOwn("UNSUBSCRIBE_002", HandshakeCases::comparesFilters)
                .bindOwn("UNSUBSCRIBE_003", HandshakeCases::completesDelivery);
    }

    private static void dupStaysBehind(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 1);
        scene.client().send(Publication.of(topic, FIRST).qos(1, ID).again());
        subscriber.expect(message(topic, FIRST).qos(1).dup(false));
    }

    private static void identifierIsNewAfterPuback(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        var publisher = scene.client();
        scene.given(
                () -> publisher.send(Publication.of(topic, FIRST).qos(1, ID)).expect(ack(PUBACK, ID)));
        scene.given(() -> subscriber.expect(message(topic, FIRST)));
        publisher.send(Publication.of(topic, SECOND).qos(1, ID).again()).expect(ack(PUBACK, ID));
        fencedBy(scene, subscriber, message(topic, SECOND));
    }

    private static void onceBeforePubrel(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        var publisher = scene.client();
        var publication = Publication.of(topic, FIRST).qos(2, ID);
        scene.given(() -> publisher.send(publication).expect(ack(PUBREC, ID)));
        publisher.send(publication.again()).expect(ack(PUBREC, ID));
        publisher.send(Packet.acknowledging(PUBREL, ID)).expect(ack(PUBCOMP, ID));
        expectOne(scene, subscriber, topic, publish -> true);
    }

    private static void identifierIsNewAfterPubcomp(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        var publisher = scene.client();
        for (var text : new String[] {FIRST, SECOND}) {
            scene.given(() -> {
                publisher.send(Publication.of(topic, text).qos(2, ID)).expect(ack(PUBREC, ID));
                publisher.send(Packet.acknowledging(PUBREL, ID)).expect(ack(PUBCOMP, ID));
            });
        }
        scene.given(() -> subscriber.expect(message(topic, FIRST)));
        fencedBy(scene, subscriber, message(topic, SECOND));
    }

    private static void differentIdentifiers(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 1);
        scene.publish(scene.client(), Publication.of(topic, FIRST));
        scene.publish(scene.client(), Publication.of(topic, FIRST));
        var one = subscriber.expect(message(topic, FIRST).qos(1).dup(false));
        var other = subscriber.next(scene.stage().patience());
        if (other instanceof Observation.Silent) {
            scene.stage().allow(Scene.ONE_AT_A_TIME);
            return;
        }
        subscriber.compare(other, message(topic, FIRST).qos(1).dup(false));
        if (one.publish().id() == 0 || one.publish().id() == other.publish().id()) {
            throw Judged.fail(
                    "two messages under way with identifier " + other.publish().id(), other.event());
        }
    }

    private static void lowerQos(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 1);
        scene.client().send(Publication.of(topic, FIRST));
        subscriber.expect(message(topic, FIRST).qos(0));
    }

    private static void inOrder(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 1);
        var publisher = scene.client();
        for (int i = 1; i <= IN_A_ROW; i++) {
            publisher.send(Publication.of(topic, "message " + i).qos(1, i));
        }
        for (int i = 1; i <= IN_A_ROW; i++) {
            var seen = subscriber.expect(message(topic, "message " + i).qos(1));
            subscriber.send(Packet.acknowledging(PUBACK, seen.publish().id()));
        }
    }

    private static void replaces(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 1);
        scene.subscribe(subscriber, topic, 0);
        scene.publish(scene.client(), Publication.of(topic, FIRST));
        expectOne(scene, subscriber, topic, publish -> publish.qos() == 0);
    }

    private static void bringsRetainedAgain(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        scene.publish(scene.client(), Publication.of(topic, FIRST).retained());
        var subscriber = scene.client();
        var kept = message(topic, FIRST).retain(true);
        // Both may come in either order, twice.
        scene.given(() -> RetainedCases.expectOnSubscribing(subscriber, topic, kept));
        RetainedCases.expectOnSubscribing(subscriber, topic, kept);
    }

    private static void codesInOrder(Scene scene) throws IOException {
        var wire = new Wire().u16(ID);
        for (int qos : new int[] {2, 0, 1}) {
            wire.field(scene.topic()).u8(qos);
        }
        var peer = scene.client().send(new Packet(PacketType.SUBSCRIBE.header(), wire));
        peer.expect(suback(ID, 2, 0, 1));
        peer.send(Packet.pingreq()).expect(pingresp());
    }

    private static void deliversWhatMatches(Scene scene) throws IOException {
        var base = scene.topic();
        var subscriber = scene.subscriber(base + "/+/c", 0);
        var publisher = scene.client();
        for (var topic : new String[] {base + "/b/d", base + "/b/c/d", base + "/B/C", base + "/b/c"}) {
            scene.publish(publisher, Publication.of(topic, FIRST));
        }
        subscriber.expect(message(base + "/b/c", FIRST));
    }

    private static void endsDelivery(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        unsubscribe(scene, subscriber, topic);
        scene.publish(scene.client(), Publication.of(topic, FIRST));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void comparesFilters(Scene scene) throws IOException {
        var base = scene.topic();
        var subscriber = scene.subscriber(base + "/a", 0);
        unsubscribe(scene, subscriber, base + "/+");
        scene.publish(scene.client(), Publication.of(base + "/a", FIRST));
        fencedBy(scene, subscriber, message(base + "/a", FIRST));
    }

    private static void completesDelivery(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 2);
        scene.publishAt(2, Publication.of(topic, FIRST));
        var id = new int[1];
        scene.given(() -> id[0] =
                subscriber.expect(message(topic, FIRST).qos(2)).publish().id());
        unsubscribe(scene, subscriber, topic);
        subscriber.send(Packet.acknowledging(PUBREC, id[0])).expect(ack(PUBREL, id[0]));
    }

    private static void unsubscribe(Scene scene, Peer peer, String filter) {
        scene.given(() -> peer.send(Packet.unsubscribe(ID, Octets.utf8(filter))).expect(ack(UNSUBACK, ID)));
    }

    /** The message comes before one of ours that was published after it: else the later one convicts the broker. */
    private static void fencedBy(Scene scene, Peer subscriber, Expectation expected) throws IOException {
        var fence = scene.topic();
        subscriber.send(Packet.subscribe(ID, Octets.utf8(fence), 0));
        var seen = subscriber.expect(expected, granted(ID));
        if (seen instanceof Observation.Arrived(Inbound.Suback _, int _)) {
            scene.publish(scene.client(), Publication.of(fence, "fence"));
            subscriber.expect(expected);
        }
    }

    private static void expectOne(Scene scene, Peer peer, String topic, Predicate<Inbound.Publish> right)
            throws IOException {
        var copies = scene.delivered(peer, topic);
        if (copies.size() == 1 && right.test(copies.getFirst().publish())) {
            scene.stage().decided(copies.getFirst().event());
            return;
        }
        var got = copies.stream().map(Observation::words).toList();
        throw Judged.fail(
                "expected one message as asked, got " + got,
                copies.isEmpty() ? -1 : copies.getLast().event());
    }
}
