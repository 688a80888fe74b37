// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send: each gets one clear answer or a closed connection, and the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadWireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOOD = "GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n";

    private final RecordingMca mca = new RecordingMca();
    private final Overload overload = Overload.atAnyRate();
    private final List<HttpServer> servers = new ArrayList<>();
    private Credentials credentials;
    private URI at;
    private URI hurried;

    @BeforeAll
    void start(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
        var limits = Limits.DEFAULT.withBodyBytes(100_000);
        at = serving(limits);
        // Only for those who are too slow: on a busy machine it may cut off anybody.
        hurried = serving(limits.withTimes(Duration.ofMillis(1200), Duration.ofMillis(700), Duration.ofMillis(400)));
    }

    private long closed(Closings.Limit limit) {
        return overload.closings().closed(Closings.Way.HTTP, limit);
    }

    private URI serving(Limits limits) {
        var config = new HttpConfig(List.of(Listener.plain("127.0.0.1", 0)), limits, List.of(), Duration.ofSeconds(5));
        var server = new HttpServer(
                        config,
                        new Admittance(credentials, HttpTest.HOME, overload),
                        ResourceTypes.standard(),
                        List.of())
                .start()
                .serve(mca);
        servers.add(server);
        return server.addresses().getFirst();
    }

    @AfterAll
    void stop() {
        servers.forEach(HttpServer::close);
    }

    private static String post(String length) {
        return String.join(
                "\r\n",
                "POST /x HTTP/1.1",
                "Host: a",
                "X-M2M-RI: 1",
                "Content-Type: application/json;ty=3",
                length,
                "",
                "");
    }

    private void demandAlive() throws Exception {
        try (var wire = new Wire(at)) {
            assertThat(wire.send(GOOD).response()).startsWith("HTTP/1.1 200");
        }
    }

    private void demandHurriedAlive() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (var wire = new Wire(hurried)) {
                assertThat(wire.send(GOOD).response()).startsWith("HTTP/1.1 200");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "GARBAGE\\r\\n\\r\\n~400~",
                "GET\\r\\n\\r\\n~400~",
                "GET /x HTTP/9.9\\r\\n\\r\\n~505~",
                "GET /x HTTP/1.1\\r\\n\\r\\n~400~Host",
                "GET /x HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n~400~Host",
                "GET /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI 1\\r\\n\\r\\n~400~",
                "GET /x HTTP/1.1\\r\\nHost: a\\r\\n : 1\\r\\n\\r\\n~400~",
                "GET /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n folded\\r\\n\\r\\n~400~",
                "GET /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: a\\0b\\r\\n\\r\\n~400~",
                "GET /a%2Fb HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "GET /%2e%2e/b HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "GET /x%0d%0aX-Evil:%20y HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "GET /x%00 HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "GET /x%ff HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "GET x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Length: -1\\r\\n\\r\\n~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Length: x\\r\\n\\r\\n~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nab~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Type: application/json\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n~400~",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Type: application/json;ty=3\\r\\nContent-Length: 99999999999\\r\\n\\r\\n~413~more than 100000 bytes",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Type: application/json;ty=3\\r\\nContent-Length: 2\\r\\n\\r\\n{]~400~not valid JSON",
                "POST /x HTTP/1.1\\r\\nHost: a\\r\\nX-M2M-RI: 1\\r\\nContent-Type: application/json;ty=3\\r\\nContent-Length: 5\\r\\n\\r\\n{\"a\":~400~ends too early",
                "CONNECT x:1 HTTP/1.1\\r\\nHost: x:1\\r\\nX-M2M-RI: 1\\r\\n\\r\\n~405~method CONNECT",
                "OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n~204~",
                "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n~~"
            })
    void each_gets_its_answer(String request, String status, String sentence) throws Exception {
        try (var wire = new Wire(at)) {
            var response = wire.send(
                            request.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0"))
                    .response();

            if (status != null) assertThat(response).startsWith("HTTP/1.1 " + status);
            if (sentence != null) assertThat(response).contains(sentence);
            assertThat(response).doesNotContain("Jetty", "Exception", "X-Evil");
        }
        demandAlive();
    }

    @Test
    void what_is_no_http_gets_an_answer_of_our_form() throws Exception {
        try (var wire = new Wire(at)) {
            var response = wire.send("GARBAGE\r\n\r\n").response();

            assertThat(response)
                    .contains("X-M2M-RSC: 4000", "application/json", "{\"m2m:dbg\":\"this is no proper HTTP");
        }
    }

    @Test
    void a_body_without_end_is_cut() throws Exception {
        try (var wire = new Wire(at)) {
            wire.send(post("Transfer-Encoding: chunked"));
            var chunk = "2710\r\n" + " ".repeat(10_000) + "\r\n";
            for (int i = 0; i < 11; i++) wire.send(chunk);

            assertThat(wire.response()).startsWith("HTTP/1.1 413").contains("X-M2M-RSC: 4000", "more than 100000");
        }
        demandAlive();
    }

    @Test
    void headers_without_end_are_cut() throws Exception {
        try (var wire = new Wire(at)) {
            wire.send("GET /x HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");

            assertThat(wire.response()).startsWith("HTTP/1.1 431");
        }
        try (var wire = new Wire(at)) {
            wire.send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(wire.response()).startsWith("HTTP/1.1 414");
        }
        demandAlive();
    }

    @Test
    void a_body_that_trickles_is_cut() throws Exception {
        try (var wire = new Wire(hurried)) {
            wire.send(post("Content-Length: 1000"));
            var answer = trickle(wire, " ");

            assertThat(answer).startsWith("HTTP/1.1 408").contains("X-M2M-RSC: 4008");
        }
        demandHurriedAlive();
    }

    @Test
    void a_body_that_stops_is_cut() throws Exception {
        try (var wire = new Wire(hurried)) {
            wire.send(post("Content-Length: 1000") + "{");

            assertThat(wire.response()).startsWith("HTTP/1.1 408");
        }
        demandHurriedAlive();
    }

    @Test
    void a_head_that_trickles_is_cut() throws Exception {
        try (var wire = new Wire(hurried)) {
            wire.send("GET /x HTTP/1.1\r\nHost: a\r\nX-Slow: ");

            assertThat(trickle(wire, "a")).isEmpty();
            assertThat(wire.isClosed()).isTrue();
            await().atMost(PATIENCE).until(() -> closed(Closings.Limit.TOO_SLOW) > 0);
        }
        demandHurriedAlive();
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        try (var wire = new Wire(hurried)) {
            assertThat(wire.isClosed()).isTrue();
            await().atMost(PATIENCE).until(() -> closed(Closings.Limit.IDLE) > 0);
        }
    }

    @Test
    void a_sender_that_goes_in_the_middle_troubles_nobody() throws Exception {
        for (var part : List.of("G", "GET /x HT", "GET /x HTTP/1.1\r\nHost", post("Content-Length: 100") + "{\"a")) {
            try (var wire = new Wire(at)) {
                wire.send(part);
                wire.socket.setSoLinger(true, 0); // a reset, not a farewell
            }
        }
        demandAlive();
    }

    @Test
    void an_identifier_cannot_forge_a_header() throws Exception {
        try (var wire = new Wire(at)) {
            var response = wire.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\rX-Evil: y\r\n\r\n")
                    .response();

            assertThat(response).doesNotContain("\nX-Evil", "\rX-Evil");
        }
        demandAlive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Content-Length: %d\\r\\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\\r\\nContent-Length: %d",
                "Content-Length: %d\\r\\nTransfer-Encoding: xchunked",
                "Content-Length: %d\\r\\nTransfer-Encoding : chunked",
                "Content-Length: %d\\r\\n Transfer-Encoding: chunked",
                "Content-Length: %d\\r\\nX: y\\nTransfer-Encoding: chunked",
                "Content-Length: %d\\r\\nTransfer-Encoding:\\0chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity\\r\\nTransfer-Encoding: chunked",
                "Content-Length: 0\\r\\nContent-Length: %d",
                "Content-Length: %d\\r\\nContent-Length: 0",
                "Content-Length: 0, %d",
                "Content-Length: +0",
                "Content-Length: 0x0",
                "Content-Length: 0 0",
                "Content-Length : 0",
                "Content-Length: 18446744073709551616"
            })
    @Spec({"RFC 9112 §6.3", "RFC 9112 §11.2"})
    void no_request_hides_in_the_body_of_another(String lengths) throws Exception {
        mca.requests.clear();
        var hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 2\r\n\r\n";
        var head = post(lengths.formatted(hidden.length())
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0"));
        try (var wire = new Wire(hurried)) {
            wire.send(head + hidden).finish();

            // Chunks that stand for themselves may well be read; what is behind them is nobody's then.
            assertThat(wire.rest()).doesNotContain("X-M2M-RI: 2");
        }
        assertThat(mca.requests).extracting(Request::to).doesNotContain("hidden");
        demandHurriedAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+2", "0x2", "2 2", "10000000000000002", "2;\nx", "2\n"})
    @Spec("RFC 9112 §7.1")
    void no_request_hides_behind_a_chunk(String size) throws Exception {
        mca.requests.clear();
        var hidden = "\r\n{}\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 2\r\n\r\n";
        try (var wire = new Wire(hurried)) {
            wire.send(post("Transfer-Encoding: chunked") + size + hidden).finish();

            assertThat(wire.rest()).doesNotContain("X-M2M-RI: 2");
        }
        assertThat(mca.requests).extracting(Request::to).doesNotContain("hidden");
        demandHurriedAlive();
    }

    @Test
    void a_client_that_never_reads_holds_up_nobody_and_is_closed() throws Exception {
        var large = Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(100_000))));
        mca.answer = request -> request.to().equals("large")
                ? Response.of(request, ResultCode.OK, large)
                : RecordingMca.ordinary(request);
        long before = closed(Closings.Limit.IDLE);
        try (var wire = new Wire(hurried)) {
            var flood = Thread.ofVirtual().start(() -> pour(wire));

            await().atMost(PATIENCE)
                    .until(() ->
                            mca.requests.stream().anyMatch(each -> each.to().equals("large")));
            demandHurriedAlive();
            assertThat(flood.join(Duration.ofSeconds(60))).isTrue();
            await().atMost(PATIENCE).until(() -> closed(Closings.Limit.IDLE) > before);
        } finally {
            mca.answer = RecordingMca::ordinary;
        }
        demandHurriedAlive();
    }

    /** Until the other side has had enough. */
    private static void pour(Wire wire) {
        try {
            while (true) wire.send(GOOD.replace("/x", "/large"));
        } catch (IOException shutOut) {
            // It does not take any more.
        }
    }

    @Test
    void requests_in_a_row_on_one_connection_are_answered_in_order() throws Exception {
        try (var wire = new Wire(at)) {
            wire.send(GOOD.replace("RI: 1", "RI: a") + GOOD.replace("RI: 1", "RI: b"));

            assertThat(wire.response()).contains("X-M2M-RI: a");
            assertThat(wire.response()).contains("X-M2M-RI: b");
        }
    }

    /** Sends a character every 50 ms until the server answers or closes; the pause is the attack. */
    private static String trickle(Wire wire, String character) throws Exception {
        wire.socket.setSoTimeout(50);
        var in = wire.socket.getInputStream();
        for (int i = 0; i < 400; i++) {
            try {
                int first = in.read();
                wire.socket.setSoTimeout(10_000);
                return first < 0 ? "" : (char) first + wire.response();
            } catch (SocketTimeoutException e) {
                wire.send(character);
            } catch (IOException e) {
                return "";
            }
        }
        return "still open";
    }
}
