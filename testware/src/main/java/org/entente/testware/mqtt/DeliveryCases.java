// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.util.List;
import org.entente.testware.Judged;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;

/** Whether messages reach whom they should, at which QoS, in which order. MQTT 3.1.1 §3.3.5, §4.4-4.7. */
final class DeliveryCases {
    private static final String TEXT = "reading";

    private static final int TRIES = 3;

    private DeliveryCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("FEAT_PUBSUB_001", scene -> noBreakSpace(scene, Text.ZERO_WIDTH_NO_BREAK_SPACE, ""))
                .bind("FEAT_PUBSUB_002", scene -> noBreakSpace(scene, "", Text.ZERO_WIDTH_NO_BREAK_SPACE))
                .bind("FEAT_PUBSUB_003", scene -> wildcardAndDollar(scene, "#", "$entente/" + scene.fresh()))
                .bind("FEAT_PUBSUB_004", DeliveryCases::singleLevelAndDollar)
                .bind("FEAT_PUBSUB_005", DeliveryCases::dollarAndDollar)
                .bind("FEAT_PUBSUB_006", scene -> resent(scene, 1))
                .bind("FEAT_PUBSUB_007", scene -> resent(scene, 2))
                .bind("FEAT_QOS_001", scene -> overlapping(scene, 0, 1, 0, 0))
                .bind("FEAT_QOS_002", scene -> overlapping(scene, 0, 2, 0, 0))
                .bind("FEAT_QOS_003", scene -> overlapping(scene, 1, 2, 1, 1))
                .bind("FEAT_QOS_004", scene -> overlapping(scene, 0, 0, 1, 0))
                .bind("FEAT_QOS_005", scene -> overlapping(scene, 0, 1, 2, 1));
    }

    private static void noBreakSpace(Scene scene, String inName, String inFilter) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(inFilter + topic, 0);
        scene.publish(scene.client(), Publication.of(inName + topic, TEXT));
        scene.expectNoMessage(subscriber, publish -> publish.topic().endsWith(topic));
    }

    private static void singleLevelAndDollar(Scene scene) throws IOException {
        var level = scene.fresh();
        wildcardAndDollar(scene, "+/" + level, "$entente/" + level);
    }

    // A broker may refuse such a topic altogether, so nothing is asked of the publisher's connection.
    private static void wildcardAndDollar(Scene scene, String filter, String topic) throws IOException {
        var subscriber = scene.subscriber(filter, 0);
        scene.client()
                .send(Publication.of(topic, TEXT))
                .send(Packet.pingreq())
                .next(scene.stage().patience());
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void dollarAndDollar(Scene scene) throws IOException {
        var topic = "$entente/" + scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.client()
                .send(Publication.of(topic, TEXT))
                .send(Packet.pingreq())
                .next(scene.stage().patience());
        var messages = scene.delivered(subscriber, topic);
        if (messages.isEmpty()) {
            scene.stage().allow("keeps topics that begin with $ from clients, as it SHOULD (4.7.2)");
        } else {
            subscriber.compare(messages.getFirst(), message(topic, TEXT));
        }
    }

    private static void resent(Scene scene, int qos) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var before = scene.lasting(id);
        scene.subscribe(before, topic, qos);
        var publisher = scene.client();
        for (var text : new String[] {"first", "second"}) {
            if (qos == 2) {
                scene.publishExactlyOnce(publisher, Publication.of(topic, text));
            } else {
                scene.publish(publisher, Publication.of(topic, text));
            }
        }
        var seen = new Observation[2];
        scene.given(() -> {
            seen[0] = before.expect(message(topic, "first").qos(qos));
            seen[1] = before.next(scene.stage().patience());
        });
        before.close();

        var after = scene.open().send(scene.connectAs(id).lasting());
        scene.given(() -> after.expect(connack(0)));

        after.expect(message(topic, "first").qos(qos).id(seen[0].publish().id()));
        if (seen[1] instanceof Observation.Silent) {
            scene.stage().allow(Scene.ONE_AT_A_TIME);
        } else {
            after.expect(message(topic, "second").qos(qos).id(seen[1].publish().id()));
        }
    }

    /** One copy at the highest QoS granted, lowered to that of the message; further copies may not exceed it. */
    private static void overlapping(Scene scene, int one, int other, int published, int expected) throws IOException {
        var base = scene.topic();
        var topic = base + "/reading";
        var subscriber = scene.subscriber(base + "/+", one);
        scene.subscribe(subscriber, base + "/#", other);
        var copies = List.<Observation>of();
        // At QoS 0 a message may be lost, and one that is says nothing; all of them are not.  [MQTT-4.3.1-1]
        for (int tries = 0; copies.isEmpty() && tries < (published == 0 ? TRIES : 1); tries++) {
            scene.publishAt(published, Publication.of(topic, TEXT));
            copies = scene.delivered(subscriber, topic);
        }
        if (copies.isEmpty()) {
            throw Judged.fail("the message does not come, a later one does", -1);
        }
        for (var copy : copies) {
            if (copy.publish().qos() > expected) {
                throw Judged.fail("at most QoS " + expected + " is right, got " + copy.words(), copy.event());
            }
        }
        var best =
                copies.stream().filter(copy -> copy.publish().qos() == expected).findFirst();
        subscriber.compare(best.orElse(copies.getFirst()), message(topic, TEXT).qos(expected));
    }
}
