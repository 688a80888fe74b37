// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.NobodyHere;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Cbor;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Primitives over WebSocket. */
class WebSocketTest extends Serving {
    @Nested
    class A_request {
        @Test
        void whose_answer_cannot_be_written_is_answered_as_a_fault() {
            cse.answer = request -> Response.of(request, ResultCode.OK, Value.field("x", Value.of(Double.NaN)));
            var mca = mca(serve(), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF);

            // More than there is room for: none of them keeps its place.
            for (int i = 0; i <= SMALL.inFlight(); i++)
                assertThat(mca.send(retrieve("r" + i)).code()).isEqualTo(ResultCode.INTERNAL_SERVER_ERROR);
        }

        @Test
        @Spec("TS-0020 §5.2")
        void of_another_client_is_answered() throws Exception {
            var chat = chat(serve(), "oneM2M.json");

            assertThat(chat.say(RETRIEVE).hear())
                    .isEqualTo("{\"rsc\":2000,\"rqi\":\"r1\",\"rvi\":\"4\",\"pc\":{\"m2m:cnt\":{\"ri\":\"cnt1\","
                            + "\"rn\":\"box\"}}}");
            assertThat(chat.subprotocol()).isEqualTo("oneM2M.json");
            assertThat(cse.requests.getFirst().from()).isEqualTo("CAe");
            assertThat(cse.requests.getFirst().peer().address()).contains(InetAddress.getLoopbackAddress());
            assertThat(cse.requests.getFirst().peer().authenticated()).isFalse();
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
            var slow = new CountDownLatch(1);
            cse.answer = request -> {
                if (request.id().equals("r1")) until(slow);
                return RecordingMca.ordinary(request);
            };
            var chat = chat(serve(), "oneM2M.json").say(RETRIEVE).say(RETRIEVE.replace("r1", "r2"));

            assertThat(chat.hear()).contains("\"rqi\":\"r2\"");
            slow.countDown();
            assertThat(chat.hear()).contains("\"rqi\":\"r1\"");
        }

        @Test
        @Spec("RFC 6455 §5.4")
        void in_several_frames_is_one_with_whatever_comes_between_them() throws Exception {
            var chat = chat(serve(), "oneM2M.json");

            chat.sayInPieces(RETRIEVE.substring(0, 10), RETRIEVE.substring(10));

            assertThat(chat.hear()).contains("\"rsc\":2000", "\"rqi\":\"r1\"");
            assertThat(chat.pongs.take()).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
        }

        @Test
        void that_makes_the_cse_fail_is_answered_without_details() throws Exception {
            cse.answer = _ -> {
                throw new IllegalStateException("a fault, for the test");
            };

            assertThat(chat(serve(), "oneM2M.json").say(RETRIEVE).hear())
                    .contains("\"rsc\":5000", "\"rqi\":\"r1\"")
                    .doesNotContain("for the test");
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
                    builder.buildAsync(server, new WebSocket.Listener() {})
                            .join()
                            .abort();
                    return 101;
                } catch (CompletionException e) {
                    if (e.getCause() instanceof WebSocketHandshakeException refused)
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

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /       | Authorization: Bearer nonsense  | 403 | 4106 | the bearer's secret is not known here
                /       | X-Nothing: 1                    | 401 | 4106 | this address takes no connection without a credential
                /cse-in | X-Nothing: 1                    | 404 | 4004 | the request target of a handshake is /
                /       | Origin: https://evil.example    | 403 | 4103 | pages of this web origin may not open connections
                """)
        void that_is_declined_is_told_why_as_any_request_over_http(
                String path, String line, int status, int code, String sentence) throws Exception {
            var server = serve(Admission.CREDENTIAL_DEMANDED);

            assertThat(RawWebSocket.refusal(server, path, "Sec-WebSocket-Protocol: oneM2M.json", line))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("\r\nX-M2M-RSC: " + code + "\r\n", "\r\nContent-Type: application/json\r\n")
                    .endsWith("{\"m2m:dbg\":\"" + sentence + "\"}");
        }

        @Test
        void without_a_subprotocol_is_told_which_there_are() throws Exception {
            assertThat(RawWebSocket.refusal(serve(), "/"))
                    .startsWith("HTTP/1.1 400")
                    .contains("X-M2M-RSC: 4000")
                    .endsWith(
                            "{\"m2m:dbg\":\"Sec-WebSocket-Protocol must name oneM2M.json, oneM2M.cbor or oneM2M.xml\"}");
        }

        @Test
        void that_is_declined_is_told_why_by_our_client() {
            var server = serve(Admission.CREDENTIAL_DEMANDED);

            var answer = mca(server, Serialization.JSON, Optional.of(new Secret("nonsense")), WebSocketMca.DEAF)
                    .send(retrieve("r1"));

            assertThat(answer.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(answer.sentence()).contains("403 Forbidden: the bearer's secret is not known here");
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
            assertThat(cse.requests.getFirst().peer().authenticated()).isTrue();
            var other = mca.send(Request.retrieve("cse-in", "COther").withId("r2"));
            assertThat(other.code()).isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
            assertThat(cse.requests).hasSize(1);
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
            return entities.connection(name).map(way -> way.send(name, notification, Duration.ofSeconds(60)));
        }

        @Test
        @Spec("TS-0020 §6.4")
        void leads_over_the_connection_of_whoever_has_registered() {
            cse.answer = request -> Response.of(
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

        @ParameterizedTest
        @EnumSource
        @Spec({"TS-0004 §7.5.1.1", "TS-0004 §7.5.1.2.2", "TS-0020 §6.2.2.9"})
        void speaks_what_a_point_of_access_takes(Serialization serialization) {
            var server = serve();
            var out = keep(
                    new WebSocketOutbound(WebSocketClientConfig.DEFAULT, _ -> Optional.empty(), WebSocketMca.DEAF));

            out.in(List.of(serialization.label())).send(server.toString(), notification, Duration.ofSeconds(60));

            assertThat(cse.requests)
                    .singleElement()
                    .extracting(Request::content)
                    .isEqualTo(notification.content());
        }

        @Test
        @Spec({"TS-0004 §7.5.1.1", "TS-0020 §6.2.2.6"})
        void asks_for_the_serialization_that_a_point_of_access_prefers() throws Exception {
            var out = keep(
                    new WebSocketOutbound(WebSocketClientConfig.DEFAULT, _ -> Optional.empty(), WebSocketMca.DEAF));
            try (var place = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var url = "ws://127.0.0.1:" + place.getLocalPort();
                var delivery = CompletableFuture.supplyAsync(
                        () -> out.in(List.of("cbor", "json")).send(url, notification, Duration.ofSeconds(20)));

                try (var peer = place.accept();
                        var handshake = new BufferedReader(new InputStreamReader(peer.getInputStream(), UTF_8))) {
                    assertThat(handshake.lines().takeWhile(line -> !line.isEmpty()))
                            .contains("Sec-WebSocket-Protocol: oneM2M.cbor");
                }

                assertThat(delivery.get()).isInstanceOf(Delivery.Unreachable.class);
            }
        }

        @Test
        @Spec("TS-0020 §6.4")
        void is_closed_to_whoever_was_refused() {
            cse.answer = request -> Response.of(request, ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
            mca(serve(), Serialization.JSON, Optional.empty(), WebSocketMca.DEAF)
                    .send(retrieve("r1"));

            assertThat(notify("CAe")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.3.2.6")
        void leads_to_the_cse_that_forwards_and_not_to_those_for_whom_it_does() {
            var secret = credentials.add("mn", List.of("/id-mn"));
            var mca = mca(serve(), Serialization.JSON, Optional.of(secret), WebSocketMca.DEAF);

            assertThat(mca.send(Request.retrieve("cse-in", "/id-mn/CAe").withId("r1"))
                            .code())
                    .isEqualTo(ResultCode.OK);

            assertThat(notify("/id-mn/CAe")).isEmpty();
            assertThat(notify("/id-mn")).isPresent();
        }

        @Test
        void of_more_names_than_it_may_have_forgets_the_first() {
            var mca = mca(serve(), Serialization.JSON, Optional.empty(), new NobodyHere());

            for (int i = 0; i <= 10_000; i++)
                mca.send(Request.retrieve("cse-in", "C" + i).withId("r" + i));

            assertThat(entities.connection("C0")).isEmpty();
            assertThat(entities.connection("C1")).isPresent();
            assertThat(entities.connection("C10000")).isPresent();
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
            var waiting = CompletableFuture.supplyAsync(() -> notify("CAe"));
            assertThat(chat.hear()).contains("\"op\":5");

            chat.close();

            assertThat(waiting.get())
                    .hasValueSatisfying(delivery -> assertThat(delivery).isInstanceOf(Delivery.Unreachable.class));
        }

        @Test
        @Spec("TS-0020 §5.2")
        void connection_in_use_outlives_the_time_that_the_head_of_a_request_has() {
            var times = HttpConfig.Limits.DEFAULT;
            var server = serve(Admission.ANYBODY, times.withTimes(times.idle(), Duration.ofMillis(500), times.body()));
            // On a busy machine a handshake may take longer than that, and is closed by right.
            var chat = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> chat(server, "oneM2M.json"), _ -> true);

            // Whoever looks for slow heads comes by each second.
            Awaitility.await()
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> chat.say(RETRIEVE).hear().contains("2000"));
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
}
