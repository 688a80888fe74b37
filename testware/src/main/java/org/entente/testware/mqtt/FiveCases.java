// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** What MQTT 5.0 adds to connections and sessions: properties, identifiers, flow control, authentication. */
final class FiveCases {
    private static final String TEXT = "reading";
    private static final int WITH_WILL = 0x04;
    private static final int CONTINUE = 0x18;
    private static final int UNKNOWN_PROPERTY = 0x7F;
    private static final int HIGHEST_ALIAS = 0xFFFF;

    private FiveCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindFive("PROPERTY_001", scene -> refused(scene, expiry().u32(Properties.SESSION_EXPIRY, 1)))
                .bindFive(
                        "PROPERTY_002",
                        scene -> refused(scene, Properties.NONE.and(UNKNOWN_PROPERTY, Octets.of((byte) 0))))
                .bindFive("IDENTIFIER_001", FiveCases::assignedIdentifier)
                .bindFive("SESSION_001", FiveCases::sessionWithoutExpiry)
                .bindFive("ALIAS_001", FiveCases::alias)
                .bindFive("ALIAS_002", scene -> wrongAlias(scene, 0))
                .bindFive("ALIAS_003", scene -> wrongAlias(scene, aliases(scene) + 1))
                .bindFive("FLOW_001", FiveCases::receiveMaximum)
                .bindFive("FLOW_002", scene -> refused(scene, Properties.NONE.u16(Properties.RECEIVE_MAXIMUM, 0)))
                .bindFive("SIZE_001", FiveCases::maximumPacketSize)
                .bindFive("WILL_001", FiveCases::willOnRequest)
                .bindFive(
                        "AUTH_001",
                        scene -> scene.client()
                                .send(new Packet(
                                        PacketType.AUTH.header(),
                                        new Wire().u8(CONTINUE).u8(0)))
                                .expectClosing())
                .bindFive(
                        "AUTH_002",
                        scene -> refused(
                                scene, Properties.NONE.text(Properties.AUTHENTICATION_METHOD, "entente-unknown")));
    }

    private static void assignedIdentifier(Scene scene) throws IOException {
        scene.open()
                .send(scene.connectAs(""))
                .expect(connack(0)
                        .greeting(
                                "an assigned client identifier",
                                told -> told.first(Properties.ASSIGNED_CLIENT_ID)
                                        .filter(id -> id.length() > 2)
                                        .isPresent()));
    }

    private static void sessionWithoutExpiry(Scene scene) throws IOException {
        var id = scene.fresh();
        var before = scene.client(scene.connectAs(id).resuming());
        scene.subscribe(before, scene.topic(), 1);
        scene.leave(before);
        scene.open().send(scene.connectAs(id).resuming()).expect(connack(0, false));
    }

    private static void alias(Scene scene) throws IOException {
        var topic = scene.topic();
        aliases(scene);
        var subscriber = scene.subscriber(topic, 1);
        var alias = Properties.NONE.u16(Properties.TOPIC_ALIAS, 1);
        var publisher = scene.client();
        publisher.send(Publication.of(topic, "first").qos(1, 1).packet(), alias);
        scene.given(() -> publisher.expect(Expectation.ack(PacketType.PUBACK, 1)));
        publisher.send(Publication.of("", "second").qos(1, 2).packet(), alias);
        publisher.expect(Expectation.ack(PacketType.PUBACK, 2));
        var got = scene.delivered(subscriber, topic);
        if (got.size() != 2) {
            throw Judged.fail("expected both messages on the topic, got " + got.size(), -1);
        }
        subscriber.compare(got.getFirst(), message(topic, "first"));
        subscriber.compare(got.getLast(), message(topic, "second"));
    }

    private static void wrongAlias(Scene scene, int alias) throws IOException {
        if (alias > HIGHEST_ALIAS) {
            throw Judged.notApplicable("the broker takes every alias there is");
        }
        scene.client()
                .send(Publication.of(scene.topic(), TEXT).packet(), Properties.NONE.u16(Properties.TOPIC_ALIAS, alias))
                .expectClosing();
    }

    /** How many topic aliases the broker takes from a client; none is its right. */
    private static int aliases(Scene scene) throws IOException {
        var most = scene.greeting().number(Properties.TOPIC_ALIAS_MAXIMUM).orElse(0L);
        if (most == 0) {
            throw Judged.notApplicable("the broker takes no topic aliases");
        }
        return most.intValue();
    }

    private static void receiveMaximum(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.client(scene.connect().with(Properties.NONE.u16(Properties.RECEIVE_MAXIMUM, 1)));
        scene.subscribe(subscriber, topic, 1);
        var publisher = scene.client();
        scene.publish(publisher, Publication.of(topic, "first"));
        scene.publish(publisher, Publication.of(topic, "second"));
        var id = new int[1];
        scene.given(() -> id[0] =
                subscriber.expect(message(topic, "first").qos(1)).publish().id());
        // Nothing else of ours goes there: a broker may keep it behind the message that waits. [MQTT-4.6.0-5]
        scene.expectNothingBeforePing(subscriber, publish -> publish.topic().equals(topic));
        subscriber
                .send(Packet.acknowledging(PacketType.PUBACK, id[0]))
                .expect(message(topic, "second").qos(1));
    }

    private static void maximumPacketSize(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.client(scene.connect().with(Properties.NONE.u32(Properties.MAXIMUM_PACKET_SIZE, 100)));
        subscriber.send(Packet.subscribe(1, topic, 0));
        scene.given(() -> subscriber.expect(granted(1)));
        scene.publish(scene.client(), Publication.of(topic, TEXT.repeat(100)));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void willOnRequest(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        scene.client(scene.connect().will(topic, TEXT, 0, false))
                .send(new Packet(PacketType.DISCONNECT.header(), new Wire().u8(WITH_WILL)));
        subscriber.expect(message(topic, TEXT));
    }

    private static Properties expiry() {
        return Properties.NONE.u32(Properties.SESSION_EXPIRY, 1);
    }

    private static void refused(Scene scene, Properties properties) throws IOException {
        scene.open().send(scene.connect().with(properties)).expect(closes());
    }
}
