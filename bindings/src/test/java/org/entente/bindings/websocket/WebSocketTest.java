// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.codec.Cbor;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Primitives over WebSocket. */
class WebSocketTest {
    private static final String RETRIEVE = "{\"op\":2,\"to\":\"cse-in\",\"fr\":\"CAe\",\"rqi\":\"r1\",\"rvi\":\"4\"}";
    private static final LinkLimits SMALL = new LinkLimits(10_000, 4, Duration.ofSeconds(90));

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final LocalEntities entities = new LocalEntities();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Function<Request, Response> answer = WebSocketTest::ordinary;
    private Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    private static Response ordinary(Request request) {
        var box = Value.field("m2m:cnt", Value.field("ri", Value.of("cnt1")).with("rn", Value.of("box")));
        return request.operation() == Operation.RETRIEVE
                ? Response.of(request, ResultCode.OK, box)
                : Response.of(request, ResultCode.CREATED, box);
    }

    private URI serve(Admission admission) {
        var listener = new HttpConfig.Listener("127.0.0.1", 0, admission, Optional.empty());
        var config = new HttpConfig(
                List.of(listener), HttpConfig.Limits.DEFAULT, List.of("https://app.example"), Duration.ofSeconds(5));
        var websocket =
                new WebSocketServer(new Admittance(credentials), SMALL, 32, List.of("https://app.example"), entities);
        var http = keep(new HttpServer(config, credentials, _ -> false, List.of(), Optional.of(websocket)).start());
        Mca cse = request -> {
            requests.add(request);
            return answer.apply(request);
        };
        http.serve(cse);
        websocket.serve(cse);
        return URI.create(http.addresses().getFirst().toString().replace("http", "ws"));
    }

    private URI serve() {
        return serve(Admission.ANYBODY);
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private Chat chat(URI server, String... subprotocol) {
        return keep(new Chat(server, subprotocol));
    }

    private WebSocketMca mca(URI server, Serialization serialization, Optional<Secret> secret, Mca entity) {
        return keep(new WebSocketMca(
                server, secret, Duration.ofSeconds(20), serialization, WebSocketClientConfig.DEFAULT, entity));
    }

    private static Request retrieve(String id) {
        return Request.retrieve("cse-in", "CAe").withId(id);
    }

    @Nested
    class A_request {
        @Test
        @Spec("TS-0020 §5.2")
        void of_another_client_is_answered() throws Exception {
            var chat = chat(serve(), "oneM2M.json");

            assertThat(chat.say(RETRIEVE).hear())
                    .isEqualTo("{\"rsc\":2000,\"rqi\":\"r1\",\"rvi\":\"4\",\"pc\":{\"m2m:cnt\":{\"ri\":\"cnt1\","
                            + "\"rn\":\"box\"}}}");
            assertThat(chat.subprotocol()).isEqualTo("oneM2M.json");
            assertThat(requests.getFirst().from()).isEqualTo("CAe");
            assertThat(requests.getFirst().peer().address()).contains(InetAddress.getLoopbackAddress());
            assertThat(requests.getFirst().peer().authenticated()).isFalse();
        }

        @Test
        @Spec("TS-0020 §6.2.2.9")
        void in_cbor_travels_in_binary_frames() throws Exception {
            var chat = chat(serve(), "oneM2M.cbor");
            var request = Cbor.STRICT.write(Json.STRICT.readObject(RETRIEVE.getBytes(UTF_8)));

            var response = Cbor.STRICT.readObject(
                    HexFormat.of().parseHex(chat.say(request).hear()));

            assertThat(Primitives.response(response).code()).isEqualTo(ResultCode.OK);
        }

        @ParameterizedTest
        @EnumSource(Serialization.class)
        void of_our_client_is_answered(Serialization serialization) {
            var mca = mca(serve(), serialization, Optional.empty(), WebSocketMca.DEAF);

            for (int i = 0; i < 10; i++)
                assertThat(mca.send(retrieve("r" + i)).id()).isEqualTo("r" + i);
        }

        @Test
        void with_its_root_around_it_is_understood() throws Exception {
            var chat = chat(serve(), "oneM2M.json");

            assertThat(chat.say("{\"m2m:rqp\":" + RETRIEVE + "}").hear()).contains("\"rsc\":2000");
        }

        @Test
        void is_answered_when_it_is_done_not_in_order() throws Exception {
            var slow = new java.util.concurrent.CountDownLatch(1);
            answer = request -> {
                if (request.id().equals("r1")) await(slow);
                return ordinary(request);
            };
            var chat = chat(serve(), "oneM2M.json").say(RETRIEVE).say(RETRIEVE.replace("r1", "r2"));

            assertThat(chat.hear()).contains("\"rqi\":\"r2\"");
            slow.countDown();
            assertThat(chat.hear()).contains("\"rqi\":\"r1\"");
        }

        @Test
        void that_makes_the_cse_fail_is_answered_without_details() throws Exception {
            answer = _ -> {
                throw new IllegalStateException("a fault, for the test");
            };

            assertThat(chat(serve(), "oneM2M.json").say(RETRIEVE).hear())
                    .contains("\"rsc\":5000", "\"rqi\":\"r1\"")
                    .doesNotContain("for the test");
        }

        private static void await(java.util.concurrent.CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Nested
    class A_handshake {
        private int status(URI server, String... namesAndValues) throws Exception {
            try (var http = HttpClient.newHttpClient()) {
                var builder = http.newWebSocketBuilder();
                for (int i = 0; i < namesAndValues.length; i += 2)
                    if (namesAndValues[i].equals("Sec-WebSocket-Protocol")) builder.subprotocols(namesAndValues[i + 1]);
                    else builder.header(namesAndValues[i], namesAndValues[i + 1]);
                try {
                    builder.buildAsync(server, new java.net.http.WebSocket.Listener() {})
                            .join()
                            .abort();
                    return 101;
                } catch (java.util.concurrent.CompletionException e) {
                    if (e.getCause() instanceof java.net.http.WebSocketHandshakeException refused)
                        return refused.getResponse().statusCode();
                    throw e;
                }
            }
        }

        @Test
        @Spec("TS-0020 §6.2.2.6")
        void takes_the_clients_first_choice() {
            assertThat(chat(serve(), "oneM2M.v9", "oneM2M.cbor", "oneM2M.json").subprotocol())
                    .isEqualTo("oneM2M.cbor");
        }

        @Test
        @Spec("TS-0020 §6.2.2.6")
        void without_a_known_subprotocol_is_declined() throws Exception {
            var server = serve();

            assertThat(status(server)).isEqualTo(400);
            assertThat(status(server, "Sec-WebSocket-Protocol", "mqtt")).isEqualTo(400);
        }

        @Test
        @Spec("TS-0020 §6.2.2.1")
        void for_another_target_than_the_root_is_declined() throws Exception {
            assertThat(status(serve().resolve("/cse-in"), "Sec-WebSocket-Protocol", "oneM2M.json"))
                    .isEqualTo(404);
        }

        @Test
        void from_a_page_elsewhere_is_declined() throws Exception {
            var server = serve();
            var protocol = new String[] {"Sec-WebSocket-Protocol", "oneM2M.json", "Origin", ""};

            for (var evil : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
                protocol[3] = evil;
                assertThat(status(server, protocol)).as(evil).isEqualTo(403);
            }
            protocol[3] = "https://app.example";
            assertThat(status(server, protocol)).isEqualTo(101);
            protocol[3] = server.toString().replace("ws:", "http:");
            assertThat(status(server, protocol)).isEqualTo(101);
        }

        @Test
        @Spec("TS-0020 §7")
        void needs_a_credential_where_one_is_demanded() throws Exception {
            var secret = credentials.add("ae", List.of("CAe")).reveal();
            var server = serve(Admission.CREDENTIAL_DEMANDED);

            assertThat(status(server, "Sec-WebSocket-Protocol", "oneM2M.json")).isEqualTo(401);
            assertThat(status(server, "Sec-WebSocket-Protocol", "oneM2M.json", "Authorization", "Bearer " + secret))
                    .isEqualTo(101);
        }
    }

    @Nested
    class An_originator {
        @Test
        @Spec("TS-0004 §7.3.2.1")
        void is_bound_to_the_credential_of_the_connection() {
            var secret = credentials.add("ae", List.of("CAe"));
            var mca = mca(serve(), Serialization.JSON, Optional.of(secret), WebSocketMca.DEAF);

            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
            assertThat(requests.getFirst().peer().authenticated()).isTrue();
            var other = mca.send(Request.retrieve("cse-in", "COther").withId("r2"));
            assertThat(other.code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
            assertThat(requests).hasSize(1);
        }

        @Test
        void that_has_a_credential_is_nobody_elses() {
            credentials.add("ae", List.of("CAe"));
            var mca = mca(serve(), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF);

            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        }
    }

    @Nested
    class The_way_back {
        private final Request notification = Request.notification(
                        "CAe", "/id-in", Value.field("m2m:sgn", Value.field("vrq", Value.of(true))))
                .withId("n1");

        private Optional<Delivery> notify(String name) {
            return entities.connection(name).map(way -> way.send(name, notification, Duration.ofSeconds(20)));
        }

        @Test
        @Spec("TS-0020 §6.4")
        void leads_over_the_connection_of_whoever_has_registered() {
            answer = request -> Response.of(
                    request, ResultCode.CREATED, Value.field("m2m:ae", Value.field("aei", Value.of("CAe7"))));
            var told = new CopyOnWriteArrayList<Request>();
            var mca = mca(serve(), Serialization.JSON, Optional.empty(), request -> {
                told.add(request);
                return Response.of(request, ResultCode.OK);
            });

            assertThat(notify("CAe7")).isEmpty();
            mca.send(Request.create("cse-in", "C", 2, Value.field("m2m:ae", Value.Fields.EMPTY))
                    .withId("r1"));

            assertThat(notify("CAe7"))
                    .hasValueSatisfying(delivery -> assertThat(delivery)
                            .isInstanceOfSatisfying(
                                    Delivery.Answered.class,
                                    answered -> assertThat(answered.response().code())
                                            .isEqualTo(ResultCode.OK)));
            assertThat(told)
                    .singleElement()
                    .satisfies(each -> assertThat(each.content()).isEqualTo(notification.content()));
        }

        @Test
        @Spec("TS-0020 §6.4")
        void is_closed_to_whoever_was_refused() {
            answer = request -> Response.of(request, ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            mca(serve(), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF)
                    .send(retrieve("r1"));

            assertThat(notify("CAe")).isEmpty();
        }

        @Test
        @Spec("TS-0020 §6.5")
        void ends_with_the_connection_and_comes_back_with_the_next() throws Exception {
            var server = serve();
            var first = chat(server, "oneM2M.json").say(RETRIEVE);
            first.hear();
            assertThat(entities.connection("CAe")).isPresent();

            first.close();
            Awaitility.await().until(() -> entities.connection("CAe").isEmpty());

            chat(server, "oneM2M.json").say(RETRIEVE).hear();
            assertThat(entities.connection("CAe")).isPresent();
        }

        @Test
        void that_closes_while_somebody_waits_is_reported() throws Exception {
            var chat = chat(serve(), "oneM2M.json").say(RETRIEVE);
            chat.hear();
            var waiting = java.util.concurrent.CompletableFuture.supplyAsync(() -> notify("CAe"));
            assertThat(chat.hear()).contains("\"op\":5");

            chat.close();

            assertThat(waiting.get())
                    .hasValueSatisfying(delivery -> assertThat(delivery).isInstanceOf(Delivery.Unreachable.class));
        }

        @Test
        void is_deaf_where_nobody_takes_requests() {
            mca(serve(), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF)
                    .send(retrieve("r1"));

            assertThat(notify("CAe"))
                    .hasValueSatisfying(delivery -> assertThat(
                                    ((Delivery.Answered) delivery).response().code())
                            .isEqualTo(ResultCode.TARGET_NOT_REACHABLE));
        }
    }

    @Nested
    class Bad_input {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "[]",
                    "{",
                    "{}",
                    "{\"op\":2}",
                    "{\"op\":9,\"to\":\"x\",\"rqi\":\"r1\"}",
                    "{\"op\":2,\"to\":\"x\",\"rqi\":\"r1\",\"nope\":1}",
                    "{\"op\":\"2\",\"to\":\"x\",\"rqi\":\"r1\"}",
                    "{\"op\":2,\"op\":2,\"to\":\"x\",\"rqi\":\"r1\"}"
                })
        void is_answered_with_a_reason_and_the_connection_lives(String message) throws Exception {
            var chat = chat(serve(), "oneM2M.json");

            assertThat(chat.say(message).hear()).contains("\"rsc\":4000", "m2m:dbg");
            assertThat(chat.say(RETRIEVE).hear()).contains("\"rsc\":2000");
            assertThat(requests).hasSize(1);
        }

        @Test
        @Spec("TS-0020 §6.2.2.9")
        void in_frames_of_the_other_kind_closes_the_connection() throws Exception {
            var server = serve();

            assertThat(chat(server, "oneM2M.json").say(new byte[] {1}).closed.get())
                    .isEqualTo(1003);
            assertThat(chat(server, "oneM2M.cbor").say("{}").closed.get()).isEqualTo(1003);
        }

        @Test
        void larger_than_the_limit_closes_the_connection() throws Exception {
            var server = serve();
            var chat = chat(server, "oneM2M.json").say("x".repeat(10_001));

            assertThat(chat.closed.get()).isEqualTo(1009);
            assertThat(chat(server, "oneM2M.json").say(RETRIEVE).hear()).contains("\"rsc\":2000");
        }

        @Test
        void that_answers_what_nobody_asked_is_passed_over() throws Exception {
            var chat = chat(serve(), "oneM2M.json").say("{\"rsc\":2000,\"rqi\":\"never\"}");

            assertThat(chat.say(RETRIEVE).hear()).contains("\"rsc\":2000");
        }

        @Test
        void of_random_bytes_leaves_the_server_serving() throws Exception {
            long seed = 20_261_122L;
            var random = new Random(seed);
            var server = serve();
            for (int i = 0; i < 50; i++) {
                var bytes = new byte[random.nextInt(1, 200)];
                random.nextBytes(bytes);
                chat(server, "oneM2M.cbor").say(bytes).close();
            }

            assertThat(chat(server, "oneM2M.json").say(RETRIEVE).hear())
                    .as("seed " + seed)
                    .contains("\"rsc\":2000");
        }

        @Test
        void faster_than_it_is_answered_is_not_read_any_further() throws Exception {
            var gate = new java.util.concurrent.CountDownLatch(1);
            answer = request -> {
                A_request.await(gate);
                return ordinary(request);
            };
            var chat = chat(serve(), "oneM2M.json");
            for (int i = 0; i < 20; i++) chat.say(RETRIEVE.replace("r1", "r" + i));

            Awaitility.await().until(() -> requests.size() == SMALL.inFlight());
            gate.countDown();

            for (int i = 0; i < 20; i++) chat.hear();
            assertThat(requests).hasSize(20);
        }
    }

    @Nested
    class Our_client {
        @Test
        void connects_again_when_the_connection_was_lost() throws Exception {
            var server = serve();
            var mca = mca(server, Serialization.JSON, Optional.empty(), WebSocketMca.DEAF);
            answer = request -> ordinary(request);
            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

            open.get(0).close();
            assertThat(mca.send(retrieve("r2")).code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        }

        @Test
        void says_where_nobody_answers() {
            var mca = mca(URI.create("ws://127.0.0.1:1"), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF);

            var response = mca.send(retrieve("r1"));

            assertThat(response.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(response.sentence()).contains("ws://127.0.0.1:1");
        }

        @Test
        @Spec("TS-0020 §5.2")
        void delivers_to_a_point_of_access() {
            var out = keep(
                    new WebSocketOutbound(WebSocketClientConfig.DEFAULT, _ -> Optional.empty(), WebSocketMca.DEAF));
            var server = serve();

            for (int i = 0; i < 3; i++)
                assertThat(out.send(server.toString(), retrieve("r" + i), Duration.ofSeconds(20)))
                        .isInstanceOf(Delivery.Answered.class);
            assertThat(out.send("ws://user@host", retrieve("r1"), Duration.ofSeconds(20)))
                    .isInstanceOf(Delivery.Undeliverable.class);
        }
    }
}
