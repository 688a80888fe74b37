// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The parts of the site beside the resources, and what the server bears. */
class HttpSiteTest extends HttpTest {
    @Nested
    class Sites {
        private final Mount page = new Mount("/console/", false, this::page);

        private WebResponse page(WebRequest request) {
            var text = request.method() + " " + request.path() + " " + request.query() + " "
                    + request.originator().orElse("nobody") + " " + new String(request.body(), UTF_8);
            return WebResponse.of(200, "text/plain", text.getBytes(UTF_8));
        }

        @Test
        void a_mounted_part_gets_what_lies_below_its_path() throws Exception {
            var server = server(HttpConfig.plain("127.0.0.1", 0), page)
                    .serve(cse)
                    .addresses()
                    .getFirst();

            var below = send(HttpRequest.newBuilder(server.resolve("/console/a%20b?q=1+2&q=3"))
                    .POST(BodyPublishers.ofString("body")));
            send(request(server, "/consoles"));

            assertThat(below.body()).isEqualTo("POST /console/a b {q=[1 2, 3]} nobody body");
            assertThat(header(below, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(cse.last().to()).isEqualTo("consoles");
        }

        @Test
        void a_closed_part_demands_a_credential_where_the_listener_does() throws Exception {
            var secret = credentials.add("a", List.of("CA")).reveal();
            var listener = new Listener("127.0.0.1", 0, Admission.CREDENTIAL_DEMANDED, Optional.empty());
            var server = server(
                            new HttpConfig(List.of(listener), Limits.DEFAULT, List.of(), Duration.ofSeconds(5)), page)
                    .addresses()
                    .getFirst();

            var without = send(HttpRequest.newBuilder(server.resolve("/console/")));
            var with = send(
                    HttpRequest.newBuilder(server.resolve("/console/")).header("Authorization", "Bearer " + secret));

            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(header(without, "WWW-Authenticate")).startsWith("Bearer");
            assertThat(with.body()).contains("CA");
        }

        @Test
        void a_stream_reaches_the_browser_while_it_is_written() throws Exception {
            var more = new CountDownLatch(1);
            var stream = new Mount(
                    "/events",
                    true,
                    _ -> new WebResponse(200, Map.of("Content-Type", "text/event-stream"), out -> {
                        out.write("data: 1\n\n".getBytes(UTF_8));
                        out.flush();
                        try {
                            more.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        out.write("data: 2\n\n".getBytes(UTF_8));
                    }));
            var server =
                    server(HttpConfig.plain("127.0.0.1", 0), stream).addresses().getFirst();

            var response = client.send(
                    HttpRequest.newBuilder(server.resolve("/events")).build(), BodyHandlers.ofLines());
            var lines = response.body().iterator();

            assertThat(lines.next()).isEqualTo("data: 1");
            more.countDown();
            lines.next();
            assertThat(lines.next()).isEqualTo("data: 2");
        }

        @Test
        void health_is_told_at_once_and_readiness_when_it_serves() throws Exception {
            var server = server(HttpConfig.plain("127.0.0.1", 0));
            var at = server.addresses().getFirst();

            assertThat(send(HttpRequest.newBuilder(at.resolve("/healthz"))).statusCode())
                    .isEqualTo(200);
            assertThat(send(HttpRequest.newBuilder(at.resolve("/readyz"))).statusCode())
                    .isEqualTo(503);
            server.serve(cse);
            assertThat(send(HttpRequest.newBuilder(at.resolve("/readyz"))).body())
                    .isEqualTo("{\"status\":\"up\"}");
        }

        @Test
        void pages_of_configured_origins_may_send_requests_and_others_not() throws Exception {
            var config = new HttpConfig(
                    List.of(Listener.plain("127.0.0.1", 0)),
                    Limits.DEFAULT,
                    List.of("https://app.example"),
                    Duration.ofSeconds(5));
            var server = server(config).serve(cse).addresses().getFirst();

            var friend = send(request(server, "/x").header("Origin", "https://app.example"));
            var stranger = send(request(server, "/x").header("Origin", "https://evil.example"));
            var preflight = send(HttpRequest.newBuilder(server.resolve("/x"))
                    .header("Origin", "https://app.example")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "x-m2m-ri,content-type")
                    .method("OPTIONS", BodyPublishers.noBody()));
            var silent = send(request(serve(), "/x").header("Origin", "https://app.example"));

            assertThat(header(friend, "Access-Control-Allow-Origin")).isEqualTo("https://app.example");
            assertThat(header(friend, "Access-Control-Expose-Headers")).contains("X-M2M-RSC");
            assertThat(header(stranger, "Access-Control-Allow-Origin")).isEmpty();
            assertThat(header(preflight, "Access-Control-Allow-Headers")).isEqualTo("x-m2m-ri,content-type");
            assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("DELETE");
            assertThat(header(silent, "Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Nested
    class Bearing {
        @Test
        void a_request_during_the_start_is_told_to_come_back() throws Exception {
            var at = server(HttpConfig.plain("127.0.0.1", 0)).addresses().getFirst();

            var response = send(request(at, "/x"));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(header(response, "Retry-After")).isNotEmpty();
            assertThat(header(response, "X-M2M-RI")).isEqualTo("r1");
            assertThat(response.body()).contains("starting");
        }

        @Test
        void requests_beyond_the_limit_are_told_to_come_back() throws Exception {
            var arrived = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            cse.answer = r -> {
                arrived.countDown();
                awaitQuietly(go);
                return RecordingMca.ordinary(r);
            };
            var server = serve(Limits.DEFAULT.withInFlight(1));
            var first = client.sendAsync(request(server, "/x").build(), BodyHandlers.ofString());
            arrived.await();

            // One originator has at most half of the places, which is another answer; this is another.
            var second = send(request(server, "/x").setHeader("X-M2M-Origin", "Cother"));
            go.countDown();

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(header(second, "Retry-After")).isNotEmpty();
            assertThat(first.get().statusCode()).isEqualTo(200);
        }

        @Test
        void a_stop_ends_what_was_accepted() throws Exception {
            var arrived = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            cse.answer = r -> {
                arrived.countDown();
                awaitQuietly(go);
                return RecordingMca.ordinary(r);
            };
            var server = server(HttpConfig.plain("127.0.0.1", 0)).serve(cse);
            var at = server.addresses().getFirst();
            var accepted = client.sendAsync(request(at, "/x").build(), BodyHandlers.ofString());
            arrived.await();

            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                var stop = tasks.submit(server::close);
                await().until(() -> refusesConnections(at));
                go.countDown();
                stop.get();
            }

            assertThat(accepted.get().statusCode()).isEqualTo(200);
        }

        @Test
        void connections_beyond_the_limit_are_closed() throws Exception {
            var server = serve(Limits.DEFAULT.withConnections(100, 2));
            try (var first = new Wire(server);
                    var second = new Wire(server)) {
                first.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                assertThat(first.response()).startsWith("HTTP/1.1 200");
                second.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                assertThat(second.response()).startsWith("HTTP/1.1 200");

                try (var third = new Wire(server)) {
                    assertThat(third.isClosed()).isTrue();
                }
                assertThat(overload.closings().closed(Closings.Way.HTTP, Closings.Limit.TOO_MANY))
                        .isEqualTo(1);
                first.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                assertThat(first.response()).startsWith("HTTP/1.1 200");
            }
            // Until the server has seen them leave, it closes or resets whoever comes.
            await().ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
                try (var again = new Wire(server)) {
                    again.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                    assertThat(again.response()).startsWith("HTTP/1.1 200");
                }
            });
        }

        @Test
        void what_it_did_is_counted() throws Exception {
            var server = server(HttpConfig.plain("127.0.0.1", 0)).serve(cse);
            var at = server.addresses().getFirst();

            send(request(at, "/x"));
            send(request(at, "/x?rcn=99"));

            await().untilAsserted(() -> {
                assertThat(server.counts().succeeded()).isEqualTo(1);
                assertThat(server.counts().refused()).isEqualTo(1);
                assertThat(server.counts().activeRequests()).isZero();
            });
        }
    }

    private static boolean refusesConnections(URI at) {
        try (var wire = new Wire(at)) {
            return wire.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
