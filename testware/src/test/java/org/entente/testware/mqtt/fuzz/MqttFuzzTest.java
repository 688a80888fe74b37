// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.entente.model.peer.KeptPort;
import org.entente.testware.Octets;
import org.entente.testware.fuzz.Corpus;
import org.entente.testware.fuzz.Fuzzer;
import org.entente.testware.fuzz.Pace;
import org.entente.testware.fuzz.Session;
import org.entente.testware.mqtt.Parameters;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Frames;
import org.entente.testware.mqtt.wire.PacketType;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fuzzing over real sockets: a server that answers the least there is, and one that dies of an UNSUBSCRIBE. */
class MqttFuzzTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long SEED = 99;
    private static final int THREADS = 8;

    /** Answers CONNECT and PINGREQ, closes on what begins with zero. */
    private static final class TrivialServer implements Closeable {
        private final boolean mortal;
        private final KeptPort port = new KeptPort();
        private ServerSocket socket;
        private Thread accepting;

        TrivialServer(boolean mortal) throws IOException {
            this.mortal = mortal;
            this.socket = listen();
            this.accepting = start();
        }

        private ServerSocket listen() throws IOException {
            return new ServerSocket(port.number(), 512, InetAddress.getLoopbackAddress());
        }

        Endpoint endpoint() {
            return Endpoint.parse("mqtt://127.0.0.1:" + port.number());
        }

        synchronized boolean restart() {
            try {
                socket.close();
                // The port is free once the thread that listens has noticed.
                accepting.join();
                socket = listen();
                accepting = start();
                return true;
            } catch (IOException | InterruptedException e) {
                return false;
            }
        }

        private Thread start() {
            var listening = socket;
            return Thread.ofVirtual().name("trivial-server").start(() -> {
                try {
                    while (true) {
                        var client = listening.accept();
                        Thread.ofVirtual().start(() -> serve(client, listening));
                    }
                } catch (IOException e) {
                    // Closed: by the test, or because it died.
                    assertThat(listening.isClosed()).isTrue();
                }
            });
        }

        private void serve(Socket client, ServerSocket listening) {
            try (client) {
                var frames = new Frames();
                var chunk = new byte[8192];
                for (int count = client.getInputStream().read(chunk);
                        count > 0;
                        count = client.getInputStream().read(chunk)) {
                    frames.add(chunk, count);
                    for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                        if (!answer(
                                client,
                                listening,
                                PacketType.of(frame.get().header()),
                                frame.get().malformed())) {
                            return;
                        }
                    }
                }
            } catch (IOException e) {
                // The fuzzer resets its connections: nothing to do.
                return;
            }
        }

        private boolean answer(Socket client, ServerSocket listening, PacketType type, boolean malformed)
                throws IOException {
            if (mortal && type == PacketType.UNSUBSCRIBE) {
                listening.close(); // its own, not the one that a restart has opened since
                return false;
            }
            if (type == PacketType.CONNECT) {
                client.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
            } else if (type == PacketType.PINGREQ) {
                client.getOutputStream().write(new byte[] {(byte) 0xD0, 0});
            }
            return !malformed && type != PacketType.RESERVED;
        }

        @Override
        public void close() throws IOException {
            socket.close();
            port.close();
        }
    }

    private static MqttSessions sessions(Version version) {
        return new MqttSessions(MqttSessions.rules(), version, SEED, List.of(), Parameters.ASSUMED);
    }

    @Test
    void session_is_the_same_whenever_it_is_made() {
        var one = sessions(Version.V5);
        var other = sessions(Version.V5);

        for (long number = 0; number < 300; number++) {
            assertThat(other.apply(number)).isEqualTo(one.apply(number));
        }
        assertThat(one.apply(1)).isNotEqualTo(one.apply(2));
    }

    @Test
    void sessions_log_in_as_the_profile_says() {
        var profile = Parameters.ASSUMED.with("user", "alice").with("password", "s3cret");
        var sessions = new MqttSessions(MqttSessions.rules(), Version.V311, SEED, List.of(), profile);

        var begun = LongStream.range(0, 100)
                .mapToObj(number -> new String(sessions.apply(number).bytes(), StandardCharsets.ISO_8859_1))
                .toList();

        assertThat(begun)
                .filteredOn(each -> each.contains("alice") && each.contains("s3cret"))
                .hasSizeGreaterThan(30);
    }

    @Test
    void server_that_dies_is_convicted_by_the_shortest_session() throws IOException {
        try (var server = new TrivialServer(true)) {
            var target = new MqttTarget(
                    server.endpoint(), Version.V311, Duration.ofMillis(300), PATIENCE, Parameters.ASSUMED);
            var limits = new Fuzzer.Limits(2000, Duration.ofMinutes(5), 2, 20);

            var outcome = new Fuzzer(target, sessions(Version.V311), Corpus.none(), limits, server::restart).run();

            assertThat(outcome.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.culprit()).isPresent();
                assertThat(finding.culprit().map(Session::length).orElse(0)).isBetween(2, 6);
            });
        }
    }

    @Test
    void server_that_survives_is_not_convicted() throws IOException {
        try (var server = new TrivialServer(false)) {
            var target =
                    new MqttTarget(server.endpoint(), Version.V5, Duration.ofMillis(300), PATIENCE, Parameters.ASSUMED);
            var limits = new Fuzzer.Limits(400, Duration.ofMinutes(5), 2, 50);

            var outcome = new Fuzzer(target, sessions(Version.V5), Corpus.none(), limits, () -> false).run();

            assertThat(outcome.findings()).isEmpty();
            assertThat(outcome.sessions()).isEqualTo(400);
        }
    }

    @Test
    void server_that_takes_nothing_does_not_hold_the_fuzzer() throws IOException {
        // Connections wait in its queue; nobody ever reads from them.
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var endpoint = new Endpoint("127.0.0.1", server.getLocalPort());
            var target = new MqttTarget(
                    endpoint, Version.V311, Duration.ofMillis(300), Duration.ofMillis(300), Parameters.ASSUMED);
            var muchMoreThanBuffers = new Session(List.of(Octets.of(new byte[64 << 20])));

            assertThat(target.send(muchMoreThanBuffers).seen()).isEqualTo("takes nothing more");
        }
    }

    /** How fast it is, for docs/testware: numbers, not assertions, since the machine may be busy. */
    @Test
    @Tag("full")
    void speed_against_a_trivial_server_is_printed_beside_that_of_bare_exchanges() throws IOException {
        try (var server = new TrivialServer(false)) {
            var target = new MqttTarget(
                    server.endpoint(), Version.V311, Duration.ofMillis(300), PATIENCE, Parameters.ASSUMED);
            var limits = new Fuzzer.Limits(Long.MAX_VALUE, Duration.ofSeconds(3), THREADS, 1000);
            // In turns, so that both meet the same machine; the first turn is for the compiler.
            for (int turn = 0; turn <= 3; turn++) {
                var outcome = new Fuzzer(target, sessions(Version.V311), Corpus.none(), limits, () -> false).run();
                var pace = Pace.of(target, THREADS, limits.time());

                System.out.printf(
                        "turn %d: %.0f sessions/s, %.0f bare exchanges/s, ratio %.2f, load %.1f on %d cores%n",
                        turn,
                        outcome.perSecond(),
                        pace.barePerSecond(),
                        outcome.perSecond() / pace.barePerSecond(),
                        pace.load(),
                        pace.cores());
                assertThat(outcome.findings()).isEmpty();
            }
        }
    }
}
