// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.granted;
import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;
import java.util.ArrayList;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Inbound;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Publication;

/** Whether retained messages stay, change and go as asked. MQTT 3.1.1 §3.3.1.3. */
final class RetainedCases {
    private RetainedCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("FEAT_RTND_001", RetainedCases::outlivesItsSession)
                .bind("FEAT_RTND_002", RetainedCases::reachesLaterSubscribers)
                .bind("FEAT_RTND_003", RetainedCases::flagIsClearedForPresentSubscribers)
                .bind("FEAT_RTND_004", RetainedCases::emptyOneIsForwarded)
                .bind("FEAT_RTND_005", RetainedCases::emptyOneDeletes)
                .bind("FEAT_RTND_006", RetainedCases::plainMessageChangesNothing)
                .bind("FEAT_RTND_007", RetainedCases::qosZeroReplaces);
    }

    private static void outlivesItsSession(Scene scene) throws IOException {
        var topic = retaining(scene, "kept");
        expectOnSubscribing(scene.client(), topic, message(topic, "kept"));
    }

    private static void reachesLaterSubscribers(Scene scene) throws IOException {
        var topic = retaining(scene, "kept");
        expectOnSubscribing(
                scene.client(), topic, message(topic, "kept").qos(0).dup(false).retain(true));
    }

    private static void flagIsClearedForPresentSubscribers(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        var subscriber = scene.subscriber(topic, 0);
        scene.publish(scene.client(), Publication.of(topic, "kept").retained());
        subscriber.expect(message(topic, "kept").qos(0).dup(false).retain(false));
    }

    private static void emptyOneIsForwarded(Scene scene) throws IOException {
        var topic = scene.topic();
        var subscriber = scene.subscriber(topic, 0);
        scene.client().send(Publication.of(topic, "").retained());
        subscriber.expect(message(topic, "").qos(0).retain(false));
    }

    private static void emptyOneDeletes(Scene scene) throws IOException {
        var topic = retaining(scene, "kept");
        scene.publish(scene.client(), Publication.of(topic, "").retained());
        scene.expectNoMessage(
                scene.subscriber(topic, 0), publish -> publish.topic().equals(topic));
    }

    private static void plainMessageChangesNothing(Scene scene) throws IOException {
        var topic = retaining(scene, "kept");
        scene.publish(scene.client(), Publication.of(topic, "passing"));
        expectOnSubscribing(scene.client(), topic, message(topic, "kept").retain(true));
    }

    /** [MQTT-3.3.1-7]: the old one must go; the new one should be kept, and may be discarded at any time. */
    private static void qosZeroReplaces(Scene scene) throws IOException {
        var topic = retaining(scene, "old");
        // Nothing acknowledges QoS 0: who is there already shows that the broker is done with it.
        var witness = scene.client();
        var earlier = new ArrayList<Observation>();
        scene.subscribeAmid(witness, topic, earlier, topic);
        scene.client().send(Publication.of(topic, "new").retained());
        scene.given(() -> {
            var seen = witness.expect(message(topic, "old"), message(topic, "new"));
            if (seen.publish().payload().text().equals("old")) {
                witness.send(
                        Packet.acknowledging(PacketType.PUBACK, seen.publish().id()));
                witness.expect(message(topic, "new"));
            }
        });
        var subscriber = scene.client();
        var messages = new ArrayList<Observation>();
        scene.subscribeAmid(subscriber, topic, messages, topic);
        messages.addAll(scene.delivered(subscriber, topic));
        if (messages.isEmpty()) {
            scene.stage().allow("discards retained messages of QoS 0 [MQTT-3.3.1-7]");
        } else {
            subscriber.compare(messages.getFirst(), message(topic, "new").retain(true));
        }
    }

    /** A fresh topic with a retained message, whose publisher has left. */
    private static String retaining(Scene scene, String text) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        var publisher = scene.client();
        scene.publish(publisher, Publication.of(topic, text).retained());
        scene.leave(publisher);
        return topic;
    }

    /** A broker may send the message before the SUBACK or after it. */
    static void expectOnSubscribing(Peer peer, String topic, Expectation message) {
        peer.send(Packet.subscribe(9, Octets.utf8(topic), 0));
        var first = peer.expect(granted(9), message);
        var wasSuback = first instanceof Observation.Arrived(Inbound.Suback _, int _);
        var second = peer.expect(wasSuback ? message : granted(9));
        peer.compare(wasSuback ? second : first, message);
    }
}
