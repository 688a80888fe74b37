// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.entente.testware.Judged;
import org.entente.testware.mqtt.Bindings;
import org.entente.testware.mqtt.client.Heard.Publish;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Properties;
import org.entente.testware.mqtt.wire.Publication;

/** What a client does while as many messages are under way as the server takes. MQTT 5.0 §4.9. */
final class ClientFlowCases {
    private static final int ID = 77;
    private static final int ENOUGH_PINGS = 3;
    private static final Properties ONE_AT_A_TIME = Properties.NONE.u16(Properties.RECEIVE_MAXIMUM, 1);
    private static final Duration FOR_THE_NEXT = Duration.ofMillis(400);
    /** A keep-alive of a second, and time for a busy machine. */
    private static final Duration FOR_A_PING = Duration.ofSeconds(3);

    private ClientFlowCases() {}

    static void bind(Bindings<ClientScene> cases) {
        cases.bindFive("FLOW_001", ClientFlowCases::receiveMaximum)
                .bindFive("FLOW_002", ClientFlowCases::subscribesWithoutQuota)
                .bindFive("FLOW_003", ClientFlowCases::answersWithoutQuota);
    }

    private static void receiveMaximum(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = scene.publishing(topic, 1)
                .with("wait", "0")
                .then("publish", "topic", topic, "payload", "second", "qos", "1");
        var guest = scene.greeted(script, ONE_AT_A_TIME);
        var id = new int[1];
        scene.given(() -> id[0] = guest.await(Publish.class, "PUBLISH").id());
        var seen = guest.next(FOR_THE_NEXT);
        if (seen.heard().filter(Publish.class::isInstance).isPresent()) {
            throw Judged.fail("a second PUBLISH before the first was acknowledged", seen.event());
        }
        guest.send(Packet.acknowledging(PacketType.PUBACK, id[0]));
        guest.await(Publish.class, "the second PUBLISH after the PUBACK");
    }

    private static void subscribesWithoutQuota(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = scene.publishing(topic, 1)
                .with("wait", "0")
                .then("subscribe", "filter", topic, "qos", "1", "wait", "0");
        var guest = scene.greeted(script.pinging(), ONE_AT_A_TIME);
        scene.given(() -> guest.await(Publish.class, "PUBLISH"));
        beforePings(scene, guest, Heard.Subscribe.class::isInstance, "SUBSCRIBE");
    }

    private static void answersWithoutQuota(ClientScene scene) throws IOException {
        var topic = scene.topic();
        var script = scene.subscribing(topic, 1)
                .then("publish", "topic", scene.topic(), "payload", ClientScene.PAYLOAD, "qos", "1", "wait", "0");
        var guest = scene.greeted(script.pinging(), ONE_AT_A_TIME);
        scene.grant(guest, 1);
        scene.given(() -> guest.await(Publish.class, "PUBLISH"));
        guest.send(Publication.of(topic, "y").qos(1, ID));
        beforePings(scene, guest, heard -> heard instanceof Heard.Ack ack && ack.id() == ID, "PUBACK with id " + ID);
    }

    /** Pings show that the client is at work and had the time: what is still not there after three is held back. */
    private static void beforePings(ClientScene scene, Guest guest, Predicate<Heard> due, String words) {
        for (var pings = 0; pings < ENOUGH_PINGS; ) {
            var seen = guest.next(FOR_A_PING);
            if (seen.heard().isEmpty()) {
                throw seen.closed()
                        ? Judged.fail("expected " + words + ", got the connection closed", seen.event())
                        : Judged.inconclusive("expected " + words + ", got nothing", seen.event());
            }
            scene.stage().decided(seen.event());
            if (due.test(seen.heard().get())) {
                return;
            }
            if (seen.heard().get().type() == PacketType.PINGREQ) {
                pings++;
                guest.send(Packet.empty(PacketType.PINGRESP));
            }
        }
        throw Judged.fail(
                "expected " + words + ", got " + ENOUGH_PINGS + " pings and not that",
                scene.stage().decidedBy());
    }
}
