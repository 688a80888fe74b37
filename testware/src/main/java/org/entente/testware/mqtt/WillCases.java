// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.message;

import java.io.IOException;

/** Whether the will is published when it must, and only then. MQTT 3.1.1 §3.1.2.5. */
final class WillCases {
    private static final String LAST_WORDS = "last words";

    private WillCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind("FEAT_LWT_001", WillCases::publishedWhenTheConnectionBreaks)
                .bind("FEAT_LWT_002", WillCases::discardedOnDisconnect)
                .bind("FEAT_LWT_003", WillCases::notTakenOverFromAnEarlierConnection)
                .bind("FEAT_LWT_004", WillCases::retained)
                .bind("FEAT_LWT_005", WillCases::notRetained);
    }

    private static void publishedWhenTheConnectionBreaks(Scene scene) throws IOException {
        var topic = scene.topic();
        broken(scene, topic, false);
    }

    private static void discardedOnDisconnect(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.leave(scene.client(scene.connectAs(id).will(topic, LAST_WORDS, 0, false)));
        settle(scene, id);
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void notTakenOverFromAnEarlierConnection(Scene scene) throws IOException {
        var topic = scene.topic();
        var id = scene.fresh();
        var subscriber = scene.subscriber(topic, 0);
        scene.leave(scene.client(scene.connectAs(id).will(topic, LAST_WORDS, 0, false)));
        scene.client(scene.connectAs(id)).close();
        settle(scene, id);
        scene.expectNoMessage(subscriber, publish -> publish.topic().equals(topic));
    }

    private static void retained(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        broken(scene, topic, true);
        RetainedCases.expectOnSubscribing(
                scene.client(), topic, message(topic, LAST_WORDS).retain(true));
    }

    private static void notRetained(Scene scene) throws IOException {
        var topic = scene.topic();
        scene.forgetRetained(topic);
        broken(scene, topic, false);
        scene.expectNoMessage(
                scene.subscriber(topic, 0), publish -> publish.topic().equals(topic));
    }

    /** A client with a will vanishes; a subscriber sees the will. */
    private static void broken(Scene scene, String topic, boolean retain) throws IOException {
        var subscriber = scene.subscriber(topic, 0);
        scene.client(scene.connect().will(topic, LAST_WORDS, 0, retain)).close();
        subscriber.expect(message(topic, LAST_WORDS).retain(false));
    }

    // When the same identifier is accepted again, the broker has dealt with the connection before.
    private static void settle(Scene scene, String id) throws IOException {
        scene.leave(scene.client(scene.connectAs(id)));
    }
}
