// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;
import static org.entente.testware.mqtt.Expectation.pingresp;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;
import org.entente.testware.mqtt.wire.Upgrade;

/** Whether a broker takes the right CONNECT and refuses the wrong one. MQTT 3.1.1 §3.1. */
final class ConnectCases {
    private static final Octets MESSAGE = Octets.utf8("will");
    private static final int QOS_1 = 1 << 3;
    private static final int QOS_3 = 3 << 3;

    private ConnectCases() {}

    static void bind(Bindings<Scene> cases) {
        header(cases);
        wills(cases);
        credentials(cases);
        identifiers(cases);
        strings(cases);
        order(cases);
    }

    private static void header(Bindings<Scene> cases) {
        cases.bind("CONNECT_001", scene -> refused(scene, scene.connect().header(0x1F)))
                .bind("CONNECT_002", ConnectCases::unknownProtocol)
                .bind("CONNECT_003", scene -> accepted(scene, scene.connect().protocol("MQTT", 4)))
                .bind("CONNECT_004", scene -> refused(scene, scene.connect().and(Connect.RESERVED)));
    }

    private static void wills(Bindings<Scene> cases) {
        // One violation at a time: a broker that misses it must not be saved by another check.
        cases.bind("CONNECT_005", scene -> refused(scene, anonymous(scene).and(Connect.WILL)))
                .bind(
                        "CONNECT_006",
                        scene -> refused(
                                scene,
                                scene.connect()
                                        .field(Octets.utf8(scene.topic()))
                                        .field(MESSAGE)))
                .bind("CONNECT_007", scene -> refused(scene, scene.connect().and(QOS_1)))
                .bind(
                        "CONNECT_008",
                        scene -> refused(
                                scene,
                                scene.connect()
                                        .will(scene.topic(), "will", 0, false)
                                        .and(QOS_3)))
                .bind("CONNECT_009", scene -> accepted(scene, scene.connect().will(scene.topic(), "will", 0, false)))
                .bind("CONNECT_010", scene -> refused(scene, scene.connect().and(Connect.WILL_RETAIN)))
                .bind("CONNECT_011", scene -> accepted(scene, scene.connect()));
    }

    private static void credentials(Bindings<Scene> cases) {
        var word = Octets.utf8("entente");
        cases.bind("CONNECT_012", scene -> refused(scene, anonymous(scene).password(word)))
                .bind("CONNECT_013", scene -> refused(scene, anonymous(scene).field(word)))
                .bind("CONNECT_014", scene -> refused(scene, anonymous(scene).and(Connect.USER)))
                .bind(
                        "CONNECT_015",
                        scene -> refused(scene, anonymous(scene).user(word).field(word)))
                .bind(
                        "CONNECT_016",
                        scene -> refused(scene, anonymous(scene).user(word).and(Connect.PASSWORD)));
    }

    private static void identifiers(Bindings<Scene> cases) {
        cases.bind(
                        "CONNECT_017",
                        scene -> mayBeRejected(
                                scene, scene.connectAs("entente" + "x".repeat(17)), "identifiers longer than 23 bytes"))
                .bind(
                        "CONNECT_018",
                        scene -> mayBeRejected(
                                scene,
                                scene.connectAs("a-" + scene.fresh()),
                                "identifiers of other than letters and digits"))
                .bind("CONNECT_019", scene -> mayBeRejected(scene, scene.connectAs(""), "empty identifiers"));
    }

    private static void strings(Bindings<Scene> cases) {
        cases.bind("CONNECT_020", scene -> refused(scene, as(scene, Text.withSurrogate("e"))))
                .bind("CONNECT_021", scene -> refused(scene, as(scene, Text.withNull("e"))))
                .bind("CONNECT_022", scene -> refused(scene, will(scene, Text.withSurrogate(scene.topic()))))
                .bind("CONNECT_023", scene -> refused(scene, will(scene, Text.withNull(scene.topic()))))
                .bind("CONNECT_024", scene -> refused(scene, will(scene, Octets.utf8(scene.topic() + "/+"))))
                .bind("CONNECT_025", scene -> refused(scene, will(scene, Octets.utf8(scene.topic() + "/#"))))
                .bind("CONNECT_026", scene -> malformedUser(scene, Text.withSurrogate("u")))
                .bind("CONNECT_027", scene -> malformedUser(scene, Text.withNull("u")))
                .bind("CONNECT_031", scene -> refused(scene, will(scene, Octets.NONE)));
    }

    private static void order(Bindings<Scene> cases) {
        cases.bind(
                        "CONNECT_028",
                        scene -> scene.open()
                                .send(Publication.of(scene.topic(), "too early"))
                                .expectClosing())
                .bind("CONNECT_029", ConnectCases::secondConnect)
                .bind("CONNECT_030", ConnectCases::takeover)
                .bind("CONNECT_032", ConnectCases::subscribeAfterRefusal);
    }

    private static void unknownProtocol(Scene scene) throws IOException {
        var peer = scene.open().send(scene.connect().protocol("MQTx", 4));
        var unknown = connack(1).permitted("says that it does not serve the protocol before it closes");
        var seen = peer.expect(
                closes(), connack(0).permitted("goes on with an unknown protocol name [MQTT-3.1.2-1]"), unknown);
        if (unknown.test().test(seen)) {
            peer.expectClosing();
        }
    }

    private static void secondConnect(Scene scene) throws IOException {
        var id = scene.fresh();
        var peer = scene.client(scene.connectAs(id));
        peer.send(scene.connectAs(id)).expectClosing();
    }

    private static void takeover(Scene scene) throws IOException {
        var id = scene.fresh();
        var first = scene.client(scene.connectAs(id));

        var second = scene.open().send(scene.connectAs(id));

        second.expect(connack(0));
        first.expectClosing();
        second.send(Packet.pingreq()).expect(pingresp());
    }

    private static void subscribeAfterRefusal(Scene scene) throws IOException {
        var wrong = scene.told(Parameters.PASSWORD) + "x";
        var peer = scene.open();
        scene.given(() -> peer.send(Connect.as(scene.fresh()).login(scene.told(Parameters.USER), wrong))
                .expect(connack(5), connack(4)));
        peer.send(Packet.subscribe(1, scene.topic(), 0)).expectClosing();
    }

    /** [MQTT-3.1.3-5] obliges a server to a small set of identifiers and leaves it free beyond. */
    private static void mayBeRejected(Scene scene, Connect connect, String what) throws IOException {
        var peer = scene.open().send(connect);
        var answer = peer.expect(
                connack(2),
                connack(0).permitted("accepts " + what),
                closes().permitted("refuses " + what + " without a CONNACK, as the published purpose has it"));
        if (answer instanceof Observation.Arrived(Inbound.Connack connack, int _)
                && connack.code() == Upgrade.reason(scene.version(), 2)) {
            peer.expectClosing();
        }
    }

    /** Two rules meet: a CONNACK with code 4 exists for this, and ill-formed UTF-8 closes the connection. */
    private static void malformedUser(Scene scene, Octets name) throws IOException {
        scene.open()
                .send(anonymous(scene).user(name).password(Octets.utf8("secret")))
                .expect(closes(), connack(4, false).permitted("says so with CONNACK code 4 before it closes"));
    }

    static void refused(Scene scene, Connect connect) throws IOException {
        scene.open().send(connect).expect(closes());
    }

    static void accepted(Scene scene, Connect connect) throws IOException {
        scene.open().send(connect).expect(connack(0));
    }

    static Connect anonymous(Scene scene) {
        return Connect.as(scene.fresh());
    }

    private static Connect as(Scene scene, Octets clientId) {
        return Logins.of(Connect.as(clientId), scene.stage().profile());
    }

    private static Connect will(Scene scene, Octets topic) {
        return scene.connect().will(topic, MESSAGE, 0, false);
    }
}
