// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.time.Duration;
import org.entente.testware.Judged;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;

/** What MQTT 5.0 lets pass away: messages and sessions that expire, wills that wait. */
final class FiveTimeCases {
    private static final String TEXT = "reading";
    private static final String LASTING_TEXT = "lasting";
    private static final int SHORT_SECONDS = 1;
    private static final int LONG_SECONDS = 600;
    private static final int ID = 51;

    private FiveTimeCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindFive("EXPIRY_001", FiveTimeCases::expiresBeforeDelivery)
                .bindFive("EXPIRY_002", FiveTimeCases::sentOnceGoesOn)
                .bindFive("EXPIRY_003", FiveTimeCases::receivedOnceGoesOn)
                .bindFive("SESSION_002", FiveTimeCases::sessionExpires)
                .bindFive("WILL_002", FiveTimeCases::willWaits)
                .bindFive("WILL_003", FiveTimeCases::willEndsWithSession);
    }

    /** No clock is exact to the second: the profile says how much later than due something must be over. */
    private static void untilExpired(Scene scene) {
        var tolerance = Duration.ofMillis(Long.parseLong(scene.told(Parameters.EXPIRY_TOLERANCE)));
        scene.stage().pass(Duration.ofSeconds(SHORT_SECONDS).plus(tolerance));
    }

    private static Properties expiring() {
        return Properties.NONE.u32(Properties.MESSAGE_EXPIRY, SHORT_SECONDS);
    }

    /** A second message, which does not expire, shows that the first would have come. */
    private static void expiresBeforeDelivery(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var before = scene.lasting(id);
        scene.subscribe(before, topic, 1);
        scene.leave(before);
        var publisher = scene.client();
        scene.given(() -> publisher
                .send(Publication.of(topic, TEXT).qos(1, ID).packet(), expiring())
                .expect(Expectation.ack(PacketType.PUBACK, ID)));
        scene.publish(publisher, Publication.of(topic, LASTING_TEXT));
        untilExpired(scene);
        scene.client(scene.connectAs(id).lasting()).expect(message(topic, LASTING_TEXT));
    }

    private static void sentOnceGoesOn(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 2);
        var publisher = scene.client();
        scene.given(() -> {
            publisher
                    .send(Publication.of(topic, TEXT).qos(2, ID).packet(), expiring())
                    .expect(Expectation.ack(PacketType.PUBREC, ID));
            publisher.send(Packet.acknowledging(PacketType.PUBREL, ID)).expect(Expectation.ack(PacketType.PUBCOMP, ID));
        });
        var got = new int[1];
        scene.given(() -> got[0] =
                subscriber.expect(message(topic, TEXT).qos(2)).publish().id());
        untilExpired(scene);
        subscriber
                .send(Packet.acknowledging(PacketType.PUBREC, got[0]))
                .expect(Expectation.ack(PacketType.PUBREL, got[0]));
    }

    private static void receivedOnceGoesOn(Scene scene) throws IOException {
        var publisher = scene.client();
        scene.given(() -> publisher
                .send(Publication.of(scene.topic(), TEXT).qos(2, ID).packet(), expiring())
                .expect(Expectation.ack(PacketType.PUBREC, ID)));
        untilExpired(scene);
        publisher.send(Packet.acknowledging(PacketType.PUBREL, ID)).expect(Expectation.ack(PacketType.PUBCOMP, ID));
    }

    /** A server that looks through its sessions now and then has a second chance, much later. */
    private static void sessionExpires(Scene scene) throws IOException {
        var id = scene.fresh();
        expiringSession(scene, id);
        untilExpired(scene);
        var first = scene.open().send(scene.connectAs(id).lasting(SHORT_SECONDS));
        var seen = first.expect(connack(0, false), connack(0, true));
        if (!Expectation.connack(0, true).test().test(seen)) {
            return;
        }
        scene.leave(first);
        scene.stage().pass(Duration.ofMillis(Long.parseLong(scene.told(Parameters.KEEP_ALIVE_TOLERANCE))));
        scene.open().send(scene.connectAs(id).lasting(SHORT_SECONDS)).expect(connack(0, false));
    }

    private static void expiringSession(Scene scene, String id) throws IOException {
        var before = scene.client(scene.connectAs(id).lasting(SHORT_SECONDS));
        scene.subscribe(before, scene.topic(), 1);
        scene.leave(before);
    }

    private static void willWaits(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.forgetSession(id);
        scene.client(scene.connectAs(id).lasting().will(topic, TEXT, 0, false).willWith(waiting()))
                .close();
        scene.leave(scene.client(scene.connectAs(id).lasting()));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    /** The session ends with the connection, long before the delay does: a later message of ours comes after the will. */
    private static void willEndsWithSession(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.client(scene.connectAs(id).will(topic, TEXT, 0, false).willWith(waiting()))
                .close();
        // Taken over, the earlier connection has ended for sure.
        scene.leave(scene.client(scene.connectAs(id)));
        if (scene.delivered(subscriber, topic).isEmpty()) {
            throw Judged.fail("the session has ended, its will has not come, a later message has", -1);
        }
    }

    private static Properties waiting() {
        return Properties.NONE.u32(Properties.WILL_DELAY, LONG_SECONDS);
    }
}
