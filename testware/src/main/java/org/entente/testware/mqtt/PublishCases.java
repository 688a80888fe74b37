// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.closes;
import static org.entente.testware.mqtt.Expectation.message;
import static org.entente.testware.mqtt.Expectation.pingresp;
import static org.entente.testware.mqtt.wire.PacketType.PUBACK;

import java.io.IOException;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;
import org.entente.testware.mqtt.wire.Text;
import org.entente.testware.mqtt.wire.Wire;

/** Whether a broker refuses a wrong PUBLISH. MQTT 3.1.1 §3.3. */
final class PublishCases {
    private PublishCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("PUBLISH_001", scene -> refused(scene, some(scene).again()))
                .bind("PUBLISH_002", scene -> refused(scene, some(scene).qos(3, 1)))
                .bind("PUBLISH_003", scene -> refused(scene, some(scene).topic(Text.withSurrogate(scene.topic()))))
                .bind("PUBLISH_004", scene -> refused(scene, on(scene.topic() + "/#")))
                .bind("PUBLISH_005", scene -> refused(scene, on(scene.topic() + "/+/x")))
                .bind("PUBLISH_006", scene -> refused(scene, on("")))
                .bind("PUBLISH_007", scene -> refused(scene, some(scene).topic(Text.withNull(scene.topic()))))
                .bind("PUBLISH_008", scene -> refused(scene, some(scene).again()))
                .bind("PUBLISH_009", PublishCases::surplusIdentifier)
                .bind("PUBLISH_010", scene -> refused(scene, some(scene).qos(1, 0)))
                .bind("PUBLISH_011", scene -> refused(scene, some(scene).qos(2, 0)))
                .bind("PUBLISH_012", PublishCases::unauthorised);
    }

    // At QoS 0 two bytes after the topic are payload: nothing tells them from an identifier.
    private static void surplusIdentifier(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        var payload = new Wire().u16(10).raw(Octets.utf8("reading")).octets();

        var seen = scene.client()
                .send(Publication.of(topic, payload))
                .send(Packet.pingreq())
                .expect(
                        pingresp(),
                        closes().permitted("refuses a QoS 0 message that begins like a packet identifier, "
                                + "as the published purpose has it"));

        if (seen instanceof Observation.Arrived) {
            subscriber.expect(message(topic, payload));
        }
    }

    private static void unauthorised(Scene scene) throws IOException {
        scene.client()
                .send(on(scene.told(Parameters.RESTRICTED_TOPIC)).qos(1, 7))
                .expect(Expectation.answer(PUBACK, 7), closes());
    }

    private static void refused(Scene scene, Publication publication) throws IOException {
        scene.client().send(publication).expectClosing();
    }

    private static Publication some(Scene scene) {
        return on(scene.topic());
    }

    private static Publication on(String topic) {
        return Publication.of(topic, "reading");
    }
}
