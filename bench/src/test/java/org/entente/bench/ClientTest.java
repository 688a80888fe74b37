// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The client that measures: it must not hide what is late, and must not take a refusal for an answer. */
class ClientTest {
    private static final byte[] REQUEST = Script.page("any");
    private static final Script.Source ASKS = _ -> () -> REQUEST;

    @Test
    void requests_that_were_due_while_the_server_stood_still_count_as_late() throws Exception {
        var stall = Duration.ofMillis(300);
        var requests = new AtomicInteger();
        var server = BareServer.start(new byte[10], _ -> {
            if (requests.getAndIncrement() == 0) standStill(stall);
        });
        try {
            var client = new Client(server.getURI().getPort(), 1, ASKS);

            // One is due each 5 ms: 80, of which the first 40 wait for at least 100 ms.
            var measured = client.open(Duration.ofMillis(400), 200);

            assertThat(measured.answers()).isBetween(2L, 80L);
            assertThat(measured.latencies().millis(1)).isGreaterThanOrEqualTo(300);
            assertThat(measured.latencies().millis(0.5)).isGreaterThanOrEqualTo(100);
        } finally {
            server.stop();
        }
    }

    @Test
    void closed_loop_counts_every_answer_of_every_connection() throws Exception {
        var requests = new AtomicInteger();
        var server = BareServer.start(new byte[10], _ -> requests.incrementAndGet());
        try {
            var measured = new Client(server.getURI().getPort(), 16, ASKS).closed(Duration.ofMillis(200));

            assertThat(measured.answers()).isEqualTo(requests.get()).isPositive();
            assertThat(measured.seconds()).isGreaterThanOrEqualTo(0.2);
        } finally {
            server.stop();
        }
    }

    @Test
    void answer_larger_than_any_buffer_is_read_whole() throws Exception {
        var server = BareServer.start("x".repeat(300_000).getBytes(US_ASCII), _ -> {});
        try {
            var answer = Client.ask(server.getURI().getPort(), REQUEST);

            assertThat(answer[0]).startsWith("http/1.1 200").contains("content-length: 300000");
            assertThat(answer[1]).hasSize(300_000);
        } finally {
            server.stop();
        }
    }

    @Test
    void refusal_ends_the_measurement_with_what_was_said() throws Exception {
        try (var server = Canned.serve("HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nnot me")) {
            var client = new Client(server.port(), 4, ASKS);

            assertThatThrownBy(() -> client.closed(Duration.ofSeconds(30)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("refused: HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void server_that_goes_away_ends_the_measurement() throws Exception {
        try (var server = Canned.serve("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nnot")) {
            var client = new Client(server.port(), 4, ASKS);

            assertThatThrownBy(() -> client.closed(Duration.ofSeconds(30))).isInstanceOf(EOFException.class);
        }
    }

    private static void standStill(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) LockSupport.parkNanos(left);
    }

    /** Says the same to each connection, and closes it. */
    private record Canned(ServerSocket socket) implements AutoCloseable {
        static Canned serve(String answer) throws IOException {
            var canned = new Canned(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().start(() -> canned.run(answer));
            return canned;
        }

        int port() {
            return socket.getLocalPort();
        }

        private void run(String answer) {
            try {
                while (true) say(socket.accept(), answer);
            } catch (IOException _) {
                // The test is over.
            }
        }

        private static void say(Socket connection, String answer) throws IOException {
            try (connection) {
                connection.setSoTimeout(60_000);
                var in = connection.getInputStream();
                in.readNBytes(REQUEST.length);
                connection.getOutputStream().write(answer.getBytes(US_ASCII));
                connection.shutdownOutput();
                in.readAllBytes();
            } catch (IOException _) {
                // The client has gone before.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
