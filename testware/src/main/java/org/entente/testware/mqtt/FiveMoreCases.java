// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** What MQTT 5.0 adds at the edges: aliases that end, names of shares, refusals of a receiver. */
final class FiveMoreCases {
    private static final String TEXT = "reading";
    private static final int ID = 41;
    private static final int REFUSED = 0x80;

    private FiveMoreCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindFive("ALIAS_004", FiveMoreCases::aliasEnds)
                .bindFive("SUBSCRIPTION_006", FiveMoreCases::allIdentifiers)
                .bindFive("SHARED_002", scene -> refused(scene, "$share//" + scene.topic()))
                .bindFive("SHARED_003", scene -> refused(scene, "$share/+/" + scene.topic()))
                .bindFive("NACK_001", FiveMoreCases::refusedMessage)
                .bindFive("RESPONSE_001", FiveMoreCases::responseTopic);
    }

    private static void aliasEnds(Scene scene) throws IOException {
        if (scene.greeting().number(Properties.TOPIC_ALIAS_MAXIMUM).orElse(0L) == 0) {
            throw Judged.notApplicable("the broker takes no topic aliases");
        }
        var id = scene.fresh();
        var alias = Properties.NONE.u16(Properties.TOPIC_ALIAS, 1);
        var before = scene.lasting(id);
        before.send(Publication.of(scene.topic(), TEXT).packet(), alias).send(Packet.pingreq());
        scene.given(() -> before.expect(Expectation.pingresp()));
        scene.leave(before);
        scene.client(scene.connectAs(id).lasting())
                .send(Publication.of("", TEXT).packet(), alias)
                .expectClosing();
    }

    private static void allIdentifiers(Scene scene) throws IOException {
        scene.available(Properties.SUBSCRIPTION_IDS_AVAILABLE, "subscription identifiers");
        var root = scene.topic();
        var topic = root + "/reading";
        var subscriber = scene.client();
        scene.given(() -> {
            subscriber
                    .send(Packet.subscribe(ID, root + "/+", 0), identifiedBy(1))
                    .expect(granted(ID));
            subscriber.send(Packet.subscribe(ID, topic, 0), identifiedBy(2)).expect(granted(ID));
        });
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        var told = new HashSet<Octets>();
        for (var seen : scene.delivered(subscriber, topic)) {
            told.addAll(seen.publish().properties().each(Properties.SUBSCRIPTION_ID));
        }
        if (told.size() != 2) {
            throw Judged.fail(
                    "expected the identifiers of both subscriptions, got " + told.size(),
                    scene.stage().decidedBy());
        }
    }

    /** Refusing the one filter is as good as closing. */
    private static void refused(Scene scene, String filter) throws IOException {
        scene.available(Properties.SHARED_AVAILABLE, "shared subscriptions");
        var peer = scene.client().send(Packet.subscribe(ID, filter, 0)).send(Packet.pingreq());
        peer.expect(
                closes(),
                new Expectation(
                        "SUBACK that refuses the filter",
                        seen -> seen instanceof Observation.Arrived(Inbound.Suback suback, int _)
                                && suback.codes().getFirst() >= REFUSED,
                        Optional.of("refuses the filter and does not close")));
    }

    private static void refusedMessage(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var before = scene.lasting(id);
        scene.subscribe(before, topic, 1);
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        scene.given(() -> {
            var got = before.expect(message(topic, TEXT).qos(1)).publish().id();
            before.send(new Packet(
                            PacketType.PUBACK.header(), new Wire().u16(got).u8(REFUSED)))
                    .send(Packet.pingreq())
                    .expect(Expectation.pingresp());
        });
        scene.leave(before);
        var after = scene.client(scene.connectAs(id).lasting());
        scene.expectNoMessage(after, publish -> publish.topic().equals(topic));
    }

    private static void responseTopic(Scene scene) throws IOException {
        scene.client()
                .send(
                        Publication.of(scene.topic(), TEXT).packet(),
                        Properties.NONE.text(Properties.RESPONSE_TOPIC, "entente/#"))
                .expectClosing();
    }

    private static Properties identifiedBy(int id) {
        return Properties.NONE.and(
                Properties.SUBSCRIPTION_ID, new Wire().varint(id).octets());
    }
}
