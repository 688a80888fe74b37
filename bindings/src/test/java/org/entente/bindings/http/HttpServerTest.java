// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.bindings.http.HttpConfig.Admission;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Response;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;
import org.entente.security.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class HttpServerTest {
    private final RecordingMca mca = new RecordingMca();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
        client.close();
    }

    private HttpServer server(HttpConfig config, Mount... mounts) {
        var server = new HttpServer(config, credentials, name -> name.equals("con"), List.of(mounts)).start();
        open.add(server);
        return server;
    }

    private URI serve() {
        return server(HttpConfig.plain("127.0.0.1", 0)).serve(mca).addresses().getFirst();
    }

    private URI serve(Limits limits) {
        return server(new HttpConfig(List.of(Listener.plain("127.0.0.1", 0)), limits, List.of(), Duration.ofSeconds(5)))
                .serve(mca)
                .addresses()
                .getFirst();
    }

    private HttpRequest.Builder request(URI server, String target) {
        return HttpRequest.newBuilder(server.resolve(target))
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4")
                .header("X-M2M-Origin", "CAe");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Nested
    class Answering {
        @Test
        @Spec({"TS-0009 §6.4.4", "TS-0009 §6.4.17"})
        void a_create_is_answered_with_code_place_and_representation() throws Exception {
            var response = send(request(serve(), "/cse-in")
                    .header("Content-Type", "application/json;ty=3")
                    .POST(BodyPublishers.ofString("{\"m2m:cnt\":{\"rn\":\"box\"}}")));

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("2001");
            assertThat(header(response, "X-M2M-RI")).isEqualTo("r1");
            assertThat(header(response, "X-M2M-RVI")).isEqualTo("4");
            assertThat(header(response, "Content-Location")).isEqualTo("/cnt1");
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(response.body()).isEqualTo("{\"m2m:cnt\":{\"ri\":\"cnt1\",\"rn\":\"box\"}}");
            assertThat(mca.last().operation()).isEqualTo(Operation.CREATE);
            assertThat(mca.last().to()).isEqualTo("cse-in");
            assertThat(mca.last().peer().authenticated()).isFalse();
            assertThat(mca.last().peer().address().orElseThrow().isLoopbackAddress())
                    .isTrue();
        }

        @Test
        @Spec("TS-0009 §6.4.4")
        void the_place_of_what_was_created_is_a_path() throws Exception {
            mca.answer = r -> Response.of(r, ResultCode.CREATED, Value.field("m2m:uri", Value.of("/id-in/cse-in/a b")));

            var response = send(request(serve(), "/cse-in?rcn=2")
                    .header("Content-Type", "application/json;ty=3")
                    .POST(BodyPublishers.ofString("{\"m2m:cnt\":{}}")));

            assertThat(header(response, "Content-Location")).isEqualTo("/~/id-in/cse-in/a%20b");
        }

        @Test
        @Spec("TS-0009 §6.4")
        void every_parameter_of_a_response_has_its_header() throws Exception {
            mca.answer = r -> Response.of(r, ResultCode.OK)
                    .with(Parameter.FROM, Value.of("/id-in"))
                    .with(Parameter.ORIGINATING_TIMESTAMP, Value.of("20261122T103000"))
                    .with(Parameter.RESULT_EXPIRATION_TIMESTAMP, Value.of("20261122T103001"))
                    .with(Parameter.EVENT_CATEGORY, Value.of(4))
                    .with(Parameter.CONTENT_STATUS, Value.of(1))
                    .with(Parameter.CONTENT_OFFSET, Value.of(7))
                    .with(Parameter.VENDOR_INFORMATION, Value.of("x"))
                    .with(Parameter.AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION, Value.of(true))
                    .with(
                            Parameter.ASSIGNED_TOKEN_IDENTIFIERS,
                            Value.field(
                                    "ltia",
                                    Value.of(List.of(
                                            Value.field("lti", Value.of("a")).with("tkid", Value.of("b"))))));

            var response = send(request(serve(), "/x"));

            assertThat(header(response, "X-M2M-Origin")).isEqualTo("/id-in");
            assertThat(header(response, "X-M2M-OT")).isEqualTo("20261122T103000");
            assertThat(header(response, "X-M2M-RST")).isEqualTo("20261122T103001");
            assertThat(header(response, "X-M2M-EC")).isEqualTo("4");
            assertThat(header(response, "X-M2M-CTS")).isEqualTo("1");
            assertThat(header(response, "X-M2M-CTO")).isEqualTo("7");
            assertThat(header(response, "X-M2M-VSI")).isEqualTo("x");
            assertThat(header(response, "X-M2M-ASRI")).isEqualTo("true");
            assertThat(header(response, "X-M2M-ATI")).isEqualTo("a:b");
        }

        @Test
        @Spec("TS-0009 §6.5")
        void token_request_information_is_the_body() throws Exception {
            mca.answer = r -> Response.of(r, Refused.noPrivilege("no"))
                    .with(Parameter.TOKEN_REQUEST_INFORMATION, Value.field("dasi", Value.of("x")));

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("{\"m2m:tqf\":{\"dasi\":\"x\"}}");
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void a_refusal_carries_its_sentence() throws Exception {
            mca.answer = r -> Response.of(r, Refused.notFound("there is no resource at x"));

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("4004");
            assertThat(response.body()).isEqualTo("{\"m2m:dbg\":\"there is no resource at x\"}");
        }

        @Test
        void a_request_that_never_became_a_primitive_keeps_its_identifier() throws Exception {
            var response = send(request(serve(), "/x?rcn=99"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("4000");
            assertThat(header(response, "X-M2M-RI")).isEqualTo("r1");
            assertThat(header(response, "X-M2M-RVI")).isEqualTo("4");
            assertThat(mca.requests).isEmpty();
        }

        @Test
        @Spec("TS-0009 §6.4.3")
        void the_answer_has_the_media_type_that_was_asked_for() throws Exception {
            var server = serve();

            var asked = send(request(server, "/x").header("Accept", "application/vnd.onem2m-res+json"));
            var unknown = send(request(server, "/x").header("Accept", "application/xml"));

            assertThat(header(asked, "Content-Type")).isEqualTo("application/vnd.onem2m-res+json");
            assertThat(unknown.statusCode()).isEqualTo(406);
            assertThat(header(unknown, "X-M2M-RSC")).isEqualTo("5207");
        }

        @Test
        void head_and_options_are_answered_and_other_methods_declined() throws Exception {
            var server = serve();

            var head = send(request(server, "/x").method("HEAD", BodyPublishers.noBody()));
            var options = send(request(server, "/x").method("OPTIONS", BodyPublishers.noBody()));
            var patch = send(request(server, "/x").method("PATCH", BodyPublishers.noBody()));

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "X-M2M-RSC")).isEqualTo("2000");
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, POST, PUT, DELETE, OPTIONS");
            assertThat(patch.statusCode()).isEqualTo(405);
            assertThat(header(patch, "X-M2M-RSC")).isEqualTo("4005");
            assertThat(header(patch, "Allow")).contains("GET");
        }

        @Test
        void a_fault_tells_nothing_of_the_inside() throws Exception {
            mca.answer = _ -> {
                throw new IllegalStateException("secret detail");
            };

            var response = send(request(serve(), "/x"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(header(response, "X-M2M-RSC")).isEqualTo("5000");
            assertThat(response.body()).doesNotContain("secret", "Exception");
        }

        @Test
        void every_log_line_of_a_request_has_its_identifier() throws Exception {
            var seen = new AtomicReference<String>();
            mca.answer = r -> {
                seen.set(MDC.get("request"));
                return RecordingMca.ordinary(r);
            };

            send(request(serve(), "/x"));

            assertThat(seen.get()).isEqualTo("r1");
        }
    }

    @Nested
    @Spec({"TS-0004 §7.3.2.1", "TS-0009 §7.1"})
    class Admitting {
        private HttpResponse<String> as(URI server, String originator, String secret) throws Exception {
            var request = HttpRequest.newBuilder(server.resolve("/x")).header("X-M2M-RI", "1");
            if (!originator.isEmpty()) request.header("X-M2M-Origin", originator);
            if (!secret.isEmpty()) request.header("Authorization", "Bearer " + secret);
            return send(request);
        }

        private URI strict() {
            var listener = new Listener("127.0.0.1", 0, Admission.CREDENTIAL_DEMANDED, java.util.Optional.empty());
            return server(new HttpConfig(List.of(listener), Limits.DEFAULT, List.of(), Duration.ofSeconds(5)))
                    .serve(mca)
                    .addresses()
                    .getFirst();
        }

        @Test
        void a_secret_speaks_for_its_originators_alone() throws Exception {
            var secret = credentials.add("gateway", List.of("CGate", "CDev*")).reveal();
            var server = serve();

            assertThat(as(server, "CGate", secret).statusCode()).isEqualTo(200);
            assertThat(mca.last().peer().authenticated()).isTrue();
            assertThat(as(server, "CDev17", secret).statusCode()).isEqualTo(200);
            var forged = as(server, "COther", secret);
            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(header(forged, "X-M2M-RSC")).isEqualTo("4106");
        }

        @Test
        void a_bound_originator_is_closed_to_everybody_else() throws Exception {
            credentials.add("admin", List.of("CAdmin"));

            var forged = as(serve(), "CAdmin", "");

            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(header(forged, "X-M2M-RSC")).isEqualTo("4106");
            assertThat(mca.requests).isEmpty();
        }

        @Test
        void an_unknown_secret_is_refused_whatever_the_originator() throws Exception {
            credentials.add("admin", List.of("CAdmin"));
            var server = serve();

            for (var secret : List.of("admin.wrong", "nobody.x", "x", "admin."))
                assertThat(header(as(server, "CFree", secret), "X-M2M-RSC")).isEqualTo("4106");
        }

        @Test
        void without_a_secret_loopback_goes_on_as_unauthenticated() throws Exception {
            assertThat(as(serve(), "CFree", "").statusCode()).isEqualTo(200);
            assertThat(mca.last().peer().authenticated()).isFalse();
        }

        @Test
        void where_a_credential_is_demanded_none_is_refused() throws Exception {
            var secret = credentials.add("a", List.of("CA")).reveal();
            var server = strict();

            assertThat(header(as(server, "CA", ""), "X-M2M-RSC")).isEqualTo("4106");
            assertThat(header(as(server, "", ""), "X-M2M-RSC")).isEqualTo("4106");
            assertThat(header(as(server, "/id-mn", ""), "X-M2M-RSC")).isEqualTo("4107");
            assertThat(as(server, "CA", secret).statusCode()).isEqualTo(200);
            assertThat(as(server, "", secret).statusCode()).isEqualTo(200);
        }

        @Test
        void listeners_beyond_loopback_demand_credentials_by_default() {
            assertThat(Listener.admissionOf("127.0.0.1")).isEqualTo(Admission.ANYBODY);
            assertThat(Listener.admissionOf("::1")).isEqualTo(Admission.ANYBODY);
            assertThat(Listener.admissionOf("0.0.0.0")).isEqualTo(Admission.CREDENTIAL_DEMANDED);
            assertThat(Listener.admissionOf("192.0.2.1")).isEqualTo(Admission.CREDENTIAL_DEMANDED);
        }
    }

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
                    .serve(mca)
                    .addresses()
                    .getFirst();

            var below = send(HttpRequest.newBuilder(server.resolve("/console/a%20b?q=1+2&q=3"))
                    .POST(BodyPublishers.ofString("body")));
            send(request(server, "/consoles"));

            assertThat(below.body()).isEqualTo("POST /console/a b {q=[1 2, 3]} nobody body");
            assertThat(header(below, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(mca.last().to()).isEqualTo("consoles");
        }

        @Test
        void a_closed_part_demands_a_credential_where_the_listener_does() throws Exception {
            var secret = credentials.add("a", List.of("CA")).reveal();
            var listener = new Listener("127.0.0.1", 0, Admission.CREDENTIAL_DEMANDED, java.util.Optional.empty());
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
                    _ -> new WebResponse(200, java.util.Map.of("Content-Type", "text/event-stream"), out -> {
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
            server.serve(mca);
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
            var server = server(config).serve(mca).addresses().getFirst();

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
            mca.answer = r -> {
                arrived.countDown();
                awaitQuietly(go);
                return RecordingMca.ordinary(r);
            };
            var server = serve(Limits.DEFAULT.withInFlight(1));
            var first = client.sendAsync(request(server, "/x").build(), BodyHandlers.ofString());
            arrived.await();

            var second = send(request(server, "/x"));
            go.countDown();

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(header(second, "Retry-After")).isNotEmpty();
            assertThat(first.get().statusCode()).isEqualTo(200);
        }

        @Test
        void a_stop_ends_what_was_accepted() throws Exception {
            var arrived = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            mca.answer = r -> {
                arrived.countDown();
                awaitQuietly(go);
                return RecordingMca.ordinary(r);
            };
            var server = server(HttpConfig.plain("127.0.0.1", 0)).serve(mca);
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
                first.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                assertThat(first.response()).startsWith("HTTP/1.1 200");
            }
            await().untilAsserted(() -> {
                try (var again = new Wire(server)) {
                    again.send("GET /x HTTP/1.1\r\nHost: a\r\nX-M2M-RI: 1\r\n\r\n");
                    assertThat(again.response()).startsWith("HTTP/1.1 200");
                }
            });
        }

        @Test
        void what_it_did_is_counted() throws Exception {
            var server = server(HttpConfig.plain("127.0.0.1", 0)).serve(mca);
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
        } catch (java.io.IOException e) {
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
