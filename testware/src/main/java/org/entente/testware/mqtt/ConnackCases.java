// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.connack;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Text;

/** Whether the CONNACK tells the truth. MQTT 3.1.1 §3.2. */
final class ConnackCases {
    private static final String OTHER_CODE = "refuses credentials with code 4 instead of 5";

    private ConnackCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("CONNACK_001", scene -> ConnectCases.accepted(scene, scene.connect()))
                .bind("CONNACK_002", ConnackCases::cleanSession)
                .bind("CONNACK_003", ConnackCases::presentSession)
                .bind("CONNACK_004", ConnackCases::newSession)
                .bind("CONNACK_005", scene -> refused(scene, scene.connect().protocol("MQTT", 0xFF), connack(1, false)))
                .bind("CONNACK_006", scene -> refused(scene, scene.connectAs("").lasting(), connack(2, false)))
                .bind("CONNACK_007", ConnackCases::malformedUser)
                .bind("CONNACK_008", scene -> badLogin(scene, scene.told(Parameters.USER) + "x", ""))
                .bind("CONNACK_009", scene -> badLogin(scene, scene.told(Parameters.USER), "x"));
    }

    /** A session is left behind on purpose: it must not show. */
    private static void cleanSession(Scene scene) throws IOException {
        var id = scene.fresh();
        scene.leave(scene.lasting(id));
        scene.open().send(scene.connectAs(id)).expect(connack(0, false));
    }

    private static void presentSession(Scene scene) throws IOException {
        var id = scene.fresh();
        scene.leave(scene.lasting(id));
        scene.open().send(scene.connectAs(id).lasting()).expect(connack(0, true));
    }

    private static void newSession(Scene scene) throws IOException {
        var id = scene.fresh();
        scene.forgetSession(id);
        scene.open().send(scene.connectAs(id).lasting()).expect(connack(0, false));
    }

    private static void malformedUser(Scene scene) throws IOException {
        var peer = scene.open()
                .send(ConnectCases.anonymous(scene)
                        .user(Text.withSurrogate("u"))
                        .password(Octets.utf8("secret")));
        var answer =
                peer.expect(connack(4, false), closes().permitted("closes without a CONNACK, as [MQTT-1.5.3-1] asks"));
        if (answer instanceof Observation.Arrived) {
            peer.expectClosing();
        }
    }

    private static void badLogin(Scene scene, String user, String addedToPassword) throws IOException {
        var connect = Connect.as(scene.fresh()).login(user, scene.told(Parameters.PASSWORD) + addedToPassword);
        refused(scene, connect, connack(5, false), connack(4, false).permitted(OTHER_CODE));
    }

    private static void refused(Scene scene, Connect connect, Expectation... answers) throws IOException {
        var peer = scene.open().send(connect);
        peer.expect(answers);
        peer.expectClosing();
    }
}
