// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.entente.testware.Event;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;
import org.entente.testware.mqtt.wire.Wire;

/** What a server of MQTT 5.0 may say and how much of it: reasons, information that nobody asked for, sizes. */
final class FiveAnswerCases {
    private static final String TEXT = "reading";
    private static final int NO_SUBSCRIPTION = 0x11;
    private static final int NO_SUCH_VERSION = 255;
    private static final int SIZE = 100;
    private static final int ID = 61;

    private FiveAnswerCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindFive("VERSION_001", FiveAnswerCases::otherVersion)
                .bindFive("RESPONSE_002", FiveAnswerCases::responseInformation)
                .bindFive("RESPONSE_003", scene -> refused(scene, Properties.RESPONSE_TOPIC, Text.withSurrogate("a")))
                .bindFive("CONTENT_001", scene -> refused(scene, Properties.CONTENT_TYPE, Text.withSurrogate("a")))
                .bindFive("PROPERTY_003", FiveAnswerCases::userProperty)
                .bindFive("PROBLEM_001", FiveAnswerCases::problemInformation)
                .bindFive("SIZE_002", FiveAnswerCases::droppedAsIfSent)
                .bindFive("SIZE_003", FiveAnswerCases::answersFit)
                .bindFive("FLOW_003", FiveAnswerCases::othersGoOn)
                .bindFive("UNSUBSCRIPTION_002", FiveAnswerCases::reasonsInOrder)
                .bindFive("DISCONNECT_003", FiveAnswerCases::notBeforeConnack)
                .bindFive("ALIAS_005", scene -> aliases(scene, 1))
                .bindFive("ALIAS_006", scene -> aliases(scene, 0))
                .bindFive("SHARED_004", FiveAnswerCases::sharedAtItsQos);
    }

    /** In which form a server refuses a version that it does not know is its own affair. */
    private static void otherVersion(Scene scene) throws IOException {
        var peer = scene.open().send(scene.connect().protocol("MQTT", NO_SUCH_VERSION));
        Predicate<Inbound> welcome = in -> in instanceof Inbound.Connack connack && connack.code() == 0;
        var refuses = new Expectation(
                "a CONNACK that refuses, in whatever form",
                seen -> seen instanceof Observation.Arrived(Inbound inbound, int _) && !welcome.test(inbound),
                Optional.empty());
        if (peer.expect(closes(), refuses) instanceof Observation.Arrived) {
            peer.expectClosing();
        }
    }

    private static void responseInformation(Scene scene) throws IOException {
        scene.open()
                .send(scene.connect().with(Properties.NONE.u8(Properties.REQUEST_RESPONSE_INFORMATION, 0)))
                .expect(connack(0)
                        .greeting(
                                "no response information",
                                told -> told.first(Properties.RESPONSE_INFORMATION)
                                        .isEmpty()));
    }

    private static void refused(Scene scene, int property, Octets text) throws IOException {
        var wrong = Properties.NONE.and(property, new Wire().field(text).octets());
        scene.client().send(Publication.of(scene.topic(), TEXT).packet(), wrong).expectClosing();
    }

    private static void userProperty(Scene scene) throws IOException {
        var pair = new Wire().field("name").field(Text.withSurrogate("a")).octets();
        scene.client()
                .send(Publication.of(scene.topic(), TEXT).packet(), Properties.NONE.and(Properties.USER, pair))
                .expectClosing();
    }

    /** SUBACK, PUBACK and UNSUBACK, the last two with something to explain. */
    private static void problemInformation(Scene scene) throws IOException {
        var silent = scene.client(scene.connect().with(Properties.NONE.u8(Properties.REQUEST_PROBLEM_INFORMATION, 0)));
        for (var answer : answers(scene, silent)) {
            if (explained(answer)) {
                throw Judged.fail("a reason that was not to be given: " + answer.words(), answer.event());
            }
        }
    }

    private static List<Observation> answers(Scene scene, Peer peer) {
        var topic = scene.topic();
        peer.send(Packet.subscribe(ID, topic, 0));
        var suback = peer.expect(granted(ID));
        peer.send(Publication.of(topic + "/nobody", TEXT).qos(1, ID + 1));
        var puback = peer.expect(Expectation.answer(PacketType.PUBACK, ID + 1));
        peer.send(Packet.unsubscribe(ID + 2, Octets.utf8(topic + "/none")));
        return List.of(suback, puback, peer.expect(Expectation.answer(PacketType.UNSUBACK, ID + 2)));
    }

    private static boolean explained(Observation answer) {
        var properties = answer instanceof Observation.Arrived(Inbound inbound, int _)
                ? switch (inbound) {
                    case Inbound.Ack ack -> ack.properties();
                    case Inbound.Suback suback -> suback.properties();
                    case Inbound _ -> Properties.NONE;
                }
                : Properties.NONE;
        return properties.first(Properties.REASON_STRING).isPresent()
                || properties.first(Properties.USER).isPresent();
    }

    private static void droppedAsIfSent(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.client(scene.connect().with(Properties.NONE.u32(Properties.MAXIMUM_PACKET_SIZE, SIZE)));
        scene.subscribe(subscriber, topic, 1);
        var publisher = scene.client();
        scene.publish(publisher, Publication.of(topic, TEXT.repeat(SIZE)));
        scene.publish(publisher, Publication.of(topic, TEXT));
        var came = scene.delivered(subscriber, topic);
        if (came.isEmpty()) {
            throw Judged.fail("the message after one that is too large does not come, a later one does", -1);
        }
        subscriber.compare(came.getFirst(), message(topic, TEXT));
    }

    /** Whatever a server wants to explain must fit: all packets to this client are looked at. */
    private static void answersFit(Scene scene) throws IOException {
        scene.greeting();
        var most = scene.stage()
                .recording()
                .events()
                .get(scene.stage().decidedBy())
                .length();
        var peer = scene.client(scene.connect().with(Properties.NONE.u32(Properties.MAXIMUM_PACKET_SIZE, most)));
        answers(scene, peer);
        scene.publishExactlyOnce(peer, Publication.of(scene.topic(), TEXT));
        peer.send(Packet.subscribe(ID + 3, "#/" + scene.fresh(), 0))
                .next(scene.stage().patience());
        var events = scene.stage().recording().events();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var toIt = event.peer().equals(peer.name()) && event.kind() == Event.Kind.RECEIVED;
            if (toIt && event.length() > most) {
                throw Judged.fail("a packet of " + event.length() + " bytes to a client that takes " + most, i);
            }
        }
    }

    /** With all of its quota under way a client still subscribes and pings. */
    private static void othersGoOn(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.client(scene.connect().with(Properties.NONE.u16(Properties.RECEIVE_MAXIMUM, 1)));
        scene.subscribe(subscriber, topic, 1);
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        scene.given(() -> subscriber.expect(message(topic, TEXT).qos(1)));
        subscriber.send(Packet.subscribe(ID, scene.topic(), 0)).expect(granted(ID));
        subscriber.send(Packet.pingreq()).expect(Expectation.pingresp());
    }

    private static void reasonsInOrder(Scene scene) throws IOException {
        var there = scene.topic();
        var peer = scene.client();
        scene.subscribe(peer, there, 0);
        var none = Octets.utf8(scene.topic());
        peer.send(Packet.unsubscribe(ID, none, Octets.utf8(there), none));
        var allTheSame = Expectation.unsuback(ID, 0, 0, 0);
        var seen = peer.expect(Expectation.unsuback(ID, NO_SUBSCRIPTION, 0, NO_SUBSCRIPTION), allTheSame);
        if (allTheSame.test().test(seen)) {
            throw Judged.inconclusive("all reasons are the same, whatever the filter", seen.event());
        }
    }

    private static void notBeforeConnack(Scene scene) throws IOException {
        var seen = scene.open().send(Packet.subscribe(ID, scene.topic(), 0)).expectClosing();
        if (seen instanceof Observation.Closed(int event, var said) && said.isPresent()) {
            throw Judged.fail("DISCONNECT before any CONNACK: " + seen.words(), event);
        }
    }

    /** Several topics, each twice, would use several aliases; to use none is the server's right. */
    private static void aliases(Scene scene, int most) throws IOException {
        var root = scene.topic();
        var told = most == 0 ? Properties.NONE : Properties.NONE.u16(Properties.TOPIC_ALIAS_MAXIMUM, most);
        var subscriber = scene.client(scene.connect().with(told));
        scene.subscribe(subscriber, root + "/#", 0);
        var publisher = scene.client();
        for (int i = 0; i < 2; i++) {
            scene.publish(publisher, Publication.of(root + "/a", TEXT));
            scene.publish(publisher, Publication.of(root + "/b", TEXT));
        }
        // Both topics in one: what names neither stands on an alias, and counts too.
        for (var seen : scene.delivered(subscriber, root + "/a" + root + "/b")) {
            var alias = seen.publish().properties().number(Properties.TOPIC_ALIAS);
            if (alias.filter(number -> number > most).isPresent()) {
                throw Judged.fail("an alias above " + most + ": " + seen.words(), seen.event());
            }
        }
    }

    private static void sharedAtItsQos(Scene scene) throws IOException {
        scene.available(Properties.SHARED_AVAILABLE, "shared subscriptions");
        var topic = scene.topic();
        var member = scene.subscriber("$share/group/" + topic, 0);
        scene.publish(scene.client(), Publication.of(topic, TEXT));
        member.expect(message(topic, TEXT).qos(0));
    }
}
