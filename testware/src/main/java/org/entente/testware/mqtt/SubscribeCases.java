// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.ack;
import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.pingresp;
import static org.entente.testware.mqtt.Expectation.suback;
import static org.entente.testware.mqtt.wire.PacketType.UNSUBACK;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Text;
import org.entente.testware.mqtt.wire.Wire;

/** Whether a broker refuses wrong SUBSCRIBEs and UNSUBSCRIBEs and answers right ones. MQTT 3.1.1 §3.8-3.11. */
final class SubscribeCases {
    private SubscribeCases() {}

    static void bind(Bindings<Scene> cases) {
        wrongSubscribes(cases);
        answers(cases);
        wrongUnsubscribes(cases);
        unsubscribeAnswers(cases);
    }

    private static void wrongSubscribes(Bindings<Scene> cases) {
        cases.bind("SUBSCRIBE_001", scene -> refused(scene, right(scene).flags(0xD)))
                .bind("SUBSCRIBE_002", scene -> refused(scene, Packet.subscribe(0, scene.topic(), 1)))
                .bind("SUBSCRIBE_003", scene -> refused(scene, to(Text.withSurrogate(scene.topic()))))
                .bind("SUBSCRIBE_004", scene -> refused(scene, to(Text.withNull(scene.topic()))))
                .bind("SUBSCRIBE_005", scene -> refused(scene, to(Octets.NONE)))
                .bind("SUBSCRIBE_006", scene -> refused(scene, empty(PacketType.SUBSCRIBE)))
                .bind("SUBSCRIBE_007", scene -> refused(scene, Packet.subscribe(1, scene.topic(), 0xFC)))
                .bind("SUBSCRIBE_008", scene -> refused(scene, Packet.subscribe(1, scene.topic(), 3)))
                .bind("SUBSCRIBE_009", scene -> refused(scene, to(Octets.utf8(scene.topic() + "#"))))
                .bind("SUBSCRIBE_010", scene -> refused(scene, to(Octets.utf8(scene.topic() + "+/x"))))
                .bind(
                        "SUBSCRIBE_011",
                        scene -> scene.client()
                                .send(to(Octets.utf8(Text.ZERO_WIDTH_NO_BREAK_SPACE + scene.topic())))
                                .expect(granted(1)));
    }

    private static void answers(Bindings<Scene> cases) {
        cases.bind("SUBACK_001", scene -> scene.client().send(right(scene)).expect(granted(1)))
                .bind(
                        "SUBACK_002",
                        scene -> scene.client()
                                .send(Packet.subscribe(0x1234, scene.topic(), 1))
                                .expect(granted(0x1234)))
                .bind("SUBACK_003", scene -> subscribing(scene, 0).expect(suback(1, 0)))
                .bind("SUBACK_004", scene -> subscribing(scene, 1).expect(suback(1, 1), lower(0)))
                .bind("SUBACK_005", scene -> subscribing(scene, 2).expect(suback(1, 2), lower(1), lower(0)))
                .bind(
                        "SUBACK_006",
                        scene -> scene.client()
                                .send(to(Octets.utf8(scene.topic() + "/#/x")))
                                .expectClosing(suback(1, 0x80)));
    }

    private static void wrongUnsubscribes(Bindings<Scene> cases) {
        cases.bind(
                        "UNSUBSCRIBE_001",
                        scene -> refused(scene, from(Octets.utf8(scene.topic())).flags(0xD)))
                .bind(
                        "UNSUBSCRIBE_002",
                        scene -> scene.client()
                                .send(Packet.unsubscribe(0, Octets.utf8(scene.topic())))
                                .expectClosing(
                                        ack(UNSUBACK, 0)
                                                .permitted(
                                                        "answers identifier 0 with identifier 0, as the published purpose has it")))
                .bind("UNSUBSCRIBE_003", scene -> refused(scene, from(Text.withSurrogate(scene.topic()))))
                .bind("UNSUBSCRIBE_004", scene -> refused(scene, from(Octets.NONE)))
                .bind("UNSUBSCRIBE_005", scene -> refused(scene, from(Text.withNull(scene.topic()))))
                .bind("UNSUBSCRIBE_006", scene -> refused(scene, empty(PacketType.UNSUBSCRIBE)));
    }

    private static void unsubscribeAnswers(Bindings<Scene> cases) {
        cases.bind("UNSUBACK_001", scene -> unsubscribing(scene, 1).expect(ack(UNSUBACK, 1)))
                .bind("UNSUBACK_002", scene -> unsubscribing(scene, 0x4321).expect(ack(UNSUBACK, 0x4321)))
                .bind(
                        "UNSUBACK_003",
                        scene -> scene.client()
                                .send(from(Octets.utf8(scene.topic())))
                                .expect(ack(UNSUBACK, 1)))
                .bind("UNSUBACK_004", SubscribeCases::oneAnswerForMany);
    }

    private static void oneAnswerForMany(Scene scene) throws IOException {
        var one = scene.topic();
        var other = scene.topic();
        var peer = scene.subscriber(one, 0);
        scene.subscribe(peer, other, 0);
        peer.send(Packet.unsubscribe(3, Octets.utf8(one), Octets.utf8(other))).expect(ack(UNSUBACK, 3));
        peer.send(Packet.pingreq()).expect(pingresp());
    }

    private static Peer subscribing(Scene scene, int qos) throws IOException {
        return scene.client().send(Packet.subscribe(1, scene.topic(), qos));
    }

    private static Peer unsubscribing(Scene scene, int id) throws IOException {
        var topic = scene.topic();
        return scene.subscriber(topic, 0).send(Packet.unsubscribe(id, Octets.utf8(topic)));
    }

    private static Expectation lower(int qos) {
        return suback(1, qos).permitted("grants QoS " + qos + " where more was asked for");
    }

    private static void refused(Scene scene, Packet packet) throws IOException {
        scene.client().send(packet).expectClosing();
    }

    private static Packet right(Scene scene) {
        return Packet.subscribe(1, scene.topic(), 0);
    }

    private static Packet to(Octets filter) {
        return Packet.subscribe(1, filter, 0);
    }

    private static Packet from(Octets filter) {
        return Packet.unsubscribe(1, filter);
    }

    private static Packet empty(PacketType type) {
        return new Packet(type.header(), new Wire().u16(1));
    }
}
