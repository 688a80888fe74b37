// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.entente.testware.mqtt.Expectation.message;
import static org.entente.testware.mqtt.Expectation.pingresp;
import static org.entente.testware.mqtt.Expectation.silence;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.entente.testware.Judged;
import org.entente.testware.Octets;
import org.entente.testware.mqtt.wire.Packet;
import org.entente.testware.mqtt.wire.Publication;

/** Pings, goodbyes, keep-alive, and packets of every length. MQTT 3.1.1 §2.2.3, §3.1.2.10, §3.12-3.14. */
final class ConnectionCases {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
    private static final Duration ONE_AND_A_HALF = Duration.ofMillis(1500);

    private ConnectionCases() {}

    static void bind(Bindings<Scene> cases) {
        cases.bind(
                        "PINGREQ_001",
                        scene ->
                                scene.client().send(Packet.pingreq().flags(0xF)).expectClosing())
                .bind(
                        "PINGRESP_001",
                        scene -> scene.client().send(Packet.pingreq()).expect(pingresp()))
                .bind("DISCONNECT_001", ConnectionCases::leaves)
                .bind(
                        "DISCONNECT_002",
                        scene -> scene.client()
                                .send(Packet.disconnect().flags(0xF))
                                .expectClosing())
                // Each the shortest round length whose encoding takes one byte more.
                .bind("FEAT_REMLEN_001", scene -> forwarded(scene, 10))
                .bind("FEAT_REMLEN_002", scene -> forwarded(scene, 1 << 7))
                .bind("FEAT_REMLEN_003", scene -> forwarded(scene, 1 << 14))
                .bind("FEAT_REMLEN_004", scene -> forwarded(scene, 1 << 21))
                .bind("FEAT_KEEPALIVE_001", ConnectionCases::keepAlive);
    }

    /** What came together with DISCONNECT may still be answered; who answers long after it serves on. */
    private static void leaves(Scene scene) throws IOException {
        var left = silence().permitted("leaves it to the client to close after DISCONNECT (the server SHOULD, 3.14.4)");
        var peer = scene.client().send(Packet.disconnect());
        if (peer.expectClosing(left, Expectation.pingresp()) instanceof Observation.Arrived) {
            scene.stage().allow("answers what comes with DISCONNECT before it closes");
            scene.stage().pass(scene.stage().patience());
            peer.expectClosing(left);
        }
    }

    private static void forwarded(Scene scene, int length) throws IOException {
        var topic = scene.topic();
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) '.');
        bytes[length - 1] = '!';
        var payload = Octets.of(bytes);
        var subscriber = scene.subscriber(topic, 0);
        scene.client().send(Publication.of(topic, payload));
        subscriber.expect(message(topic, payload).qos(0).dup(false));
    }

    /** [MQTT-3.1.2-24] names no upper limit: the profile says how much later than 1.5 times is still in time. */
    private static void keepAlive(Scene scene) throws IOException {
        var tolerance = Duration.ofMillis(Long.parseLong(scene.told(Parameters.KEEP_ALIVE_TOLERANCE)));
        var peer = scene.client(scene.connect().keepAlive((int) KEEP_ALIVE.toSeconds()));
        var begin = System.nanoTime();
        var seen = peer.next(ONE_AND_A_HALF.plus(tolerance));
        var waited = Duration.ofNanos(System.nanoTime() - begin);
        if (seen instanceof Observation.Silent) {
            throw stillServed(peer);
        }
        peer.compare(seen, Expectation.closes());
        if (waited.compareTo(KEEP_ALIVE) < 0) {
            throw Judged.fail("closed after " + waited.toMillis() + " ms of a keep-alive of 1 s", seen.event());
        }
    }

    private static Judged stillServed(Peer peer) {
        var after = peer.send(Packet.pingreq()).next(ONE_AND_A_HALF);
        return after instanceof Observation.Arrived
                ? Judged.fail("a client that was silent for longer than 1.5 keep-alives is still served", after.event())
                : Judged.inconclusive("not closed in time, and no longer served either", after.event());
    }
}
