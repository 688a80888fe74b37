// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Wire;

/** Whether there is a way around who may come in and who may publish where. */
final class AccessCases {
    private static final String TEXT = "reading";

    /** What brokers and devices are delivered with, and people forget to change. */
    private static final List<String> DELIVERED = List.of(
            "admin:admin",
            "admin:public",
            "admin:password",
            "guest:guest",
            "mqtt:mqtt",
            "root:root",
            "user:user",
            "test:test",
            "mosquitto:mosquitto",
            "artemis:artemis");

    private AccessCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bindOwn("SEC_LOGIN_001", scene -> refused(scene, Connect.as(scene.fresh())))
                .bindOwn(
                        "SEC_LOGIN_002",
                        scene -> refused(
                                scene, Connect.as(scene.fresh()).user(Octets.utf8(scene.told(Parameters.USER)))))
                .bindOwn(
                        "SEC_LOGIN_003",
                        scene -> refused(scene, Connect.as(scene.fresh()).login(scene.told(Parameters.USER), "")))
                .bindOwn("SEC_LOGIN_004", AccessCases::userWithNull)
                .bindOwn("SEC_LOGIN_005", AccessCases::deliveredCredentials)
                .bindOwn("SEC_TOPIC_001", AccessCases::traversal)
                .bindOwn("SEC_TOPIC_002", AccessCases::will);
    }

    private static void refused(Scene scene, Connect connect) throws IOException {
        scene.open()
                .send(connect)
                .expect(
                        connack(5),
                        connack(4),
                        closes().permitted("closes without a CONNACK on credentials it does not take"));
    }

    /** A broker that thinks in C strings sees the right name. */
    private static void userWithNull(Scene scene) throws IOException {
        var user = new Wire()
                .raw(Octets.utf8(scene.told(Parameters.USER)))
                .u8(0)
                .raw(Octets.utf8("x"))
                .octets();
        refused(scene, Connect.as(scene.fresh()).user(user).password(Octets.utf8(scene.told(Parameters.PASSWORD))));
    }

    private static void deliveredCredentials(Scene scene) throws IOException {
        var nobody = scene.open().send(Connect.as(scene.fresh()).login(scene.fresh(), scene.fresh()));
        if (nobody.next(scene.stage().patience()) instanceof Observation.Arrived(Inbound.Connack connack, int _)
                && connack.code() == 0) {
            throw Judged.notApplicable("the broker lets everybody in");
        }
        for (var pair : DELIVERED) {
            var colon = pair.indexOf(':');
            refused(scene, Connect.as(scene.fresh()).login(pair.substring(0, colon), pair.substring(colon + 1)));
        }
    }

    /** Other spellings of the restricted topic must not reach its subscribers: topics are no paths. */
    private static void traversal(Scene scene) throws IOException {
        var restricted = scene.told(Parameters.RESTRICTED_TOPIC);
        var subscriber = subscriber(scene, restricted);
        var publisher = scene.client();
        for (var spelling : List.of(
                "./" + restricted,
                restricted + "/.",
                "entente/../" + restricted,
                "/" + restricted,
                restricted + "/",
                restricted.toUpperCase(Locale.ROOT))) {
            publisher.send(Publication.of(spelling, TEXT).qos(0, 0));
        }
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(restricted));
    }

    /** A will is published like any other message: by nobody who may not. */
    private static void will(Scene scene) throws IOException {
        var restricted = scene.told(Parameters.RESTRICTED_TOPIC);
        var subscriber = subscriber(scene, restricted);
        var watched = scene.topic();
        scene.subscribe(subscriber, watched, 0);
        var doomed = scene.open().send(scene.connect().will(restricted, TEXT, 0, false));
        if (!(doomed.next(scene.stage().patience()) instanceof Observation.Arrived(Inbound.Connack connack, int event))
                || connack.code() != 0) {
            scene.stage().allow("refuses a client whose will it may not publish");
            return;
        }
        scene.stage().decided(event);
        doomed.close();
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(restricted));
    }

    private static Peer subscriber(Scene scene, String restricted) throws IOException {
        var subscriber = scene.client();
        try {
            scene.subscribe(subscriber, restricted, 0);
        } catch (Judged judged) {
            throw Judged.notApplicable("nobody may subscribe to " + restricted + ", so that nothing can be seen there");
        }
        return subscriber;
    }
}
