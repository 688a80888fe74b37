// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** What MQTT 5.0 adds to subscriptions and messages: options, identifiers, groups, properties passed on. */
final class FiveDeliveryCases {
    private static final String TEXT = "reading";
    private static final int NO_LOCAL = 0x04;
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final int RETAIN_HANDLING = 0x10;
    private static final int NO_SUBSCRIPTION = 0x11;
    private static final int ID = 31;

    private FiveDeliveryCases() {}

    static void bind(Bindings<Scene> cases) {
        subscriptions(cases);
        cases.bindFive("RETAIN_001", FiveDeliveryCases::retainAsPublished)
                .bindFive("RETAIN_002", FiveDeliveryCases::retainHandling1)
                .bindFive("RETAIN_003", FiveDeliveryCases::retainHandling2)
                .bindFive(
                        "RETAIN_004",
                        scene -> scene.client()
                                .send(Packet.subscribe(ID, scene.topic(), 3 * RETAIN_HANDLING))
                                .expectClosing())
                .bindFive("FORWARD_001", FiveDeliveryCases::userProperties)
                .bindFive("FORWARD_002", scene -> passedOn(scene, text(Properties.CONTENT_TYPE, "text/plain")))
                .bindFive("FORWARD_003", scene -> passedOn(scene, text(Properties.RESPONSE_TOPIC, "entente/answer")))
                .bindFive("FORWARD_004", scene -> passedOn(scene, text(Properties.CORRELATION_DATA, "\u0000\u0001")))
                .bindFive(
                        "FORWARD_005",
                        scene -> passedOn(scene, Properties.NONE.and(Properties.PAYLOAD_FORMAT, Octets.of((byte) 1))))
                .bindFive("FORWARD_006", FiveDeliveryCases::messageExpiry)
                .bindFive(
                        "UNSUBSCRIPTION_001",
                        scene -> scene.client()
                                .send(Packet.unsubscribe(ID, Octets.utf8(scene.topic())))
                                .expect(Expectation.unsuback(ID, NO_SUBSCRIPTION)))
                .bindFive("SHARED_001", FiveDeliveryCases::shared);
    }

    private static void subscriptions(Bindings<Scene> cases) {
        cases.bindFive("SUBSCRIPTION_001", FiveDeliveryCases::identifier)
                .bindFive(
                        "SUBSCRIPTION_002",
                        scene -> scene.client()
                                .send(Packet.subscribe(ID, scene.topic(), 0), identifiedBy(0))
                                .expectClosing())
                .bindFive(
                        "SUBSCRIPTION_003",
                        scene -> scene.client()
                                .send(Publication.of(scene.topic(), TEXT).packet(), identifiedBy(5))
                                .expectClosing())
                .bindFive("SUBSCRIPTION_004", FiveDeliveryCases::noLocal)
                .bindFive("SUBSCRIPTION_005", FiveDeliveryCases::noLocalShared);
    }

    private static void identifier(Scene scene) throws IOException {
        scene.available(Properties.SUBSCRIPTION_IDS_AVAILABLE, "subscription identifiers");
        var topic = scene.topic();
        var subscriber = scene.client();
        scene.given(() -> subscriber
                .send(Packet.subscribe(ID, topic, 0), identifiedBy(300))
                .expect(granted(ID)));
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        subscriber.expect(message(topic, TEXT)
                .properties(
                        "the subscription identifier 300",
                        told -> told.each(Properties.SUBSCRIPTION_ID)
                                .equals(List.of(new Wire().varint(300).octets()))));
    }

    private static void noLocal(Scene scene) throws IOException {
        var topic = scene.topic();
        var peer = scene.client();
        subscribe(scene, peer, topic, NO_LOCAL);
        peer.send(Publication.of(topic, TEXT));
        scene.expectNoMessage(peer, publish -> publish.topic().equals(topic));
    }

    private static void noLocalShared(Scene scene) throws IOException {
        scene.available(Properties.SHARED_AVAILABLE, "shared subscriptions");
        scene.client()
                .send(Packet.subscribe(ID, "$share/group/" + scene.topic(), NO_LOCAL))
                .expectClosing();
    }

    private static void retainAsPublished(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        var subscriber = scene.client();
        subscribe(scene, subscriber, topic, RETAIN_AS_PUBLISHED);
        scene.publish(scene.client(), Publication.of(topic, TEXT).retained());
        subscriber.expect(message(topic, TEXT).retain(true));
    }

    private static void retainHandling1(Scene scene) throws IOException {
        var topic = retained(scene);
        var subscriber = scene.client();
        scene.given(() -> {
            subscriber.send(Packet.subscribe(ID, topic, RETAIN_HANDLING));
            var first = subscriber.expect(granted(ID), message(topic, TEXT));
            var wasSuback = first instanceof Observation.Arrived(Inbound.Suback _, int _);
            subscriber.expect(wasSuback ? message(topic, TEXT) : granted(ID));
        });
        subscriber.send(Packet.subscribe(ID, topic, RETAIN_HANDLING)).expect(granted(ID));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void retainHandling2(Scene scene) throws IOException {
        var topic = retained(scene);
        var subscriber = scene.client();
        subscriber.send(Packet.subscribe(ID, topic, 2 * RETAIN_HANDLING)).expect(granted(ID));
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static String retained(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        scene.publish(scene.client(), Publication.of(topic, TEXT).retained());
        return topic;
    }

    private static void userProperties(Scene scene) throws IOException {
        var sent = Properties.NONE.user("a", "1").user("b", "2").user("a", "3");
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        scene.client().send(Publication.of(topic, TEXT).packet(), sent);
        subscriber.expect(message(topic, TEXT)
                .properties(
                        "the user properties in their order",
                        told -> told.each(Properties.USER).equals(sent.each(Properties.USER))));
    }

    private static void passedOn(Scene scene, Properties sent) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        scene.client().send(Publication.of(topic, TEXT).packet(), sent);
        subscriber.expect(message(topic, TEXT)
                .properties("the property" + sent, told -> told.all().containsAll(sent.all())));
    }

    private static void messageExpiry(Scene scene) throws IOException {
        var seconds = 100;
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        scene.client()
                .send(Publication.of(topic, TEXT).packet(), Properties.NONE.u32(Properties.MESSAGE_EXPIRY, seconds));
        subscriber.expect(message(topic, TEXT)
                .properties(
                        "a message expiry interval of what is left",
                        told -> told.number(Properties.MESSAGE_EXPIRY)
                                .filter(left -> left <= seconds && left > seconds / 2)
                                .isPresent()));
    }

    private static void shared(Scene scene) throws IOException {
        scene.available(Properties.SHARED_AVAILABLE, "shared subscriptions");
        var topic = scene.topic();
        var members = new ArrayList<Peer>();
        for (int i = 0; i < 2; i++) {
            var member = scene.client();
            subscribe(scene, member, "$share/group/" + topic, 0);
            members.add(member);
        }
        var publisher = scene.client();
        for (int i = 0; i < 4; i++) {
            scene.publish(publisher, Publication.of(topic, TEXT));
        }
        var copies = scene.delivered(members.getFirst(), topic).size()
                + scene.delivered(members.getLast(), topic).size();
        if (copies != 4) {
            throw Judged.fail("four messages reached a group of two subscribers as " + copies + " copies", -1);
        }
    }

    private static void subscribe(Scene scene, Peer peer, String filter, int options) {
        scene.given(() -> peer.send(Packet.subscribe(ID, filter, options)).expect(granted(ID)));
    }

    private static Properties identifiedBy(int id) {
        return Properties.NONE.and(
                Properties.SUBSCRIPTION_ID, new Wire().varint(id).octets());
    }

    private static Properties text(int property, String value) {
        return Properties.NONE.text(property, value);
    }
}
