// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.ack;
import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.message;
import static org.entente.testware.mqtt.wire.PacketType.PUBACK;
import static org.entente.testware.mqtt.wire.PacketType.PUBREC;
import static org.entente.testware.mqtt.wire.PacketType.PUBREL;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** Purposes of our own about identity, sessions, redelivery and wills. MQTT 3.1.1 §3.1, §4.1, §4.4. */
final class SessionCases {
    private static final int LONGEST_ID = 23;
    private static final String TEXT = "reading";

    private SessionCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("CONNECT_001", SessionCases::longestIdentifier)
                .bindOwn("CONNECT_002", SessionCases::noIdentifier)
                .bindOwn("CONNECT_003", SessionCases::pipelinedAfterRefusal)
                .bindOwn("SESSION_001", SessionCases::storesMessages)
                .bindOwn("SESSION_002", SessionCases::cleanSessionForgets)
                .bindOwn("SESSION_003", SessionCases::cleanSessionEnds)
                .bindOwn("REDELIVERY_001", SessionCases::sendsAgain)
                .bindOwn("REDELIVERY_002", SessionCases::sendsPubrelAgain)
                .bindOwn("REDELIVERY_003", SessionCases::doesNotSendAgain)
                .bindOwn("WILL_001", SessionCases::willOnViolation)
                .bindOwn("WILL_002", SessionCases::willOnce);
    }

    private static void longestIdentifier(Scene scene) throws IOException {
        var id = (scene.fresh() + "A1b2C3d4E5f6G7h8I9j0K1L").substring(0, LONGEST_ID);
        ConnectCases.accepted(scene, scene.connectAs(id));
    }

    private static void noIdentifier(Scene scene) throws IOException {
        scene.open().send(scene.connect().withoutPayload()).expect(closes());
    }

    private static void pipelinedAfterRefusal(Scene scene) throws IOException {
        var both = new Wire()
                .raw(scene.connect()
                        .protocol("MQTT", 0xFF)
                        .packet(scene.version())
                        .octets())
                .raw(Packet.subscribe(1, scene.topic(), 0).octets())
                .octets();
        var peer = scene.open().send(both, "CONNECT of level 255 and SUBSCRIBE in one segment");
        var answer = peer.expect(
                connack(1, false), closes().permitted("its CONNACK is lost when it closes over unread bytes"));
        if (answer instanceof Observation.Arrived) {
            peer.expectClosing();
        }
    }

    private static void storesMessages(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var before = scene.lasting(id);
        scene.subscribe(before, topic, 1);
        scene.leave(before);
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        returning(scene, id).expect(message(topic, TEXT).qos(1));
    }

    private static void cleanSessionForgets(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var before = scene.lasting(id);
        scene.subscribe(before, topic, 1);
        scene.leave(before);
        var after = scene.client(scene.connectAs(id));
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        scene.expectNoMessage(after, publish -> publish.topic().equals(topic));
    }

    private static void cleanSessionEnds(Scene scene) throws IOException {
        var id = scene.fresh();
        scene.forgetSession(id);
        var before = scene.client(scene.connectAs(id));
        scene.subscribe(before, scene.topic(), 1);
        scene.leave(before);
        scene.open().send(scene.connectAs(id).lasting()).expect(connack(0, false));
    }

    private static void sendsAgain(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var identifier = undelivered(scene, id, topic, 1).identifier();
        returning(scene, id).expect(message(topic, TEXT).qos(1).id(identifier).dup(true));
    }

    private static void sendsPubrelAgain(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var delivery = undelivered(scene, id, topic, 2);
        delivery.peer().send(Packet.acknowledging(PUBREC, delivery.identifier()));
        scene.given(() -> delivery.peer().expect(ack(PUBREL, delivery.identifier())));
        delivery.peer().close();
        returning(scene, id).expect(ack(PUBREL, delivery.identifier()));
    }

    private static void doesNotSendAgain(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var delivery = undelivered(scene, id, topic, 1);
        delivery.peer()
                .send(Packet.acknowledging(PUBACK, delivery.identifier()))
                .send(Packet.pingreq());
        scene.given(() -> delivery.peer().expect(Expectation.pingresp()));
        delivery.peer().close();
        scene.expectNoMessage(returning(scene, id), publish -> publish.topic().equals(topic));
    }

    private static void willOnViolation(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        var violator = scene.client(scene.connectAs(id).will(topic, TEXT, 0, false));
        scene.given(() -> violator.send(scene.connectAs(id)).expectClosing());
        subscriber.expect(message(topic, TEXT));
    }

    private static void willOnce(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.client(scene.connectAs(id).will(topic, TEXT, 0, false)).close();
        scene.given(() -> subscriber.expect(message(topic, TEXT)));
        scene.client(scene.connectAs(id)).close();
        scene.leave(scene.client(scene.connectAs(id)));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static Peer returning(Scene scene, String id) throws IOException {
        var peer = scene.open().send(scene.connectAs(id).lasting());
        scene.given(() -> peer.expect(connack(0)));
        return peer;
    }

    private record Delivery(Peer peer, int identifier) {}

    /** A client with a stored session that was sent a message and has not answered. */
    private static Delivery undelivered(Scene scene, String id, String topic, int qos) throws IOException {
        var peer = scene.lasting(id);
        scene.subscribe(peer, topic, qos);
        scene.publishAt(qos, new Publication(Octets.utf8(topic), Octets.utf8(TEXT), 0, 0, false, false));
        var identifier = new int[1];
        scene.given(() -> identifier[0] =
                peer.expect(message(topic, TEXT).qos(qos)).publish().id());
        return new Delivery(peer, identifier[0]);
    }
}
