// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over WebSocket and should not, and what our client makes of it. */
class WebSocketBadInputTest extends Serving {
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
            assertThat(cse.requests).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        @Spec({"TS-0020 §5.2", "TS-0004 §7.3.3.13"})
        void is_answered_with_its_identifier_as_far_as_that_can_be_read(Serialization form) throws Exception {
            var codec = Codecs.STRICT.of(form);
            var whole = codec.write(Primitives.fields(Request.create(
                            "cse-in", "CAe", 3, Value.field("m2m:cnt", Value.field("rn", Value.of("box"))))
                    .withId("r7")));
            var protocol = Subprotocol.of(form);
            var chat = chat(serve(), protocol.registered());
            var cut = Arrays.copyOf(whole, whole.length - 3);

            var answer = protocol.binary()
                    ? HexFormat.of().parseHex(chat.say(cut).hear())
                    : chat.say(new String(cut, UTF_8)).hear().getBytes(UTF_8);

            var response = Primitives.response(codec.readObject(answer));
            assertThat(response.id()).isEqualTo("r7");
            assertThat(response.code()).isEqualTo(ResultCode.BAD_REQUEST);
            assertThat(cse.requests).isEmpty();
        }

        @Test
        @Spec("TS-0020 §5.2")
        void that_is_an_answer_fails_whoever_waits_for_it_and_is_not_answered() throws Exception {
            var chat = chat(serve(), "oneM2M.json").say(RETRIEVE);
            chat.hear();
            var notice = Request.notification("CAe", "/id-in", Value.field("m2m:sgn", Value.Fields.EMPTY))
                    .withId("n1");
            var way = entities.connection("CAe").orElseThrow();
            var delivery = CompletableFuture.supplyAsync(() -> way.send("CAe", notice, Duration.ofSeconds(60)));
            assertThat(chat.hear()).contains("\"rqi\":\"n1\"");

            chat.say("{\"rsc\":2000,\"rqi\":\"n1\",\"pc\":{");

            assertThat(delivery.get())
                    .isInstanceOfSatisfying(
                            Delivery.Unreachable.class,
                            unreachable -> assertThat(unreachable.reason()).contains("not valid JSON"));
            assertThat(chat.say(RETRIEVE).hear()).contains("\"rsc\":2000");
        }

        @Test
        @Spec("TS-0020 §6.2.2.9")
        void in_frames_of_the_other_kind_closes_the_connection() throws Exception {
            var server = serve();

            assertThat(chat(server, "oneM2M.json").say(new byte[] {1}).closed.get())
                    .isEqualTo(1003);
            assertThat(chat(server, "oneM2M.cbor").say("{}").closed.get()).isEqualTo(1003);
        }

        @ParameterizedTest
        @CsvSource({
            "no key, X-Nothing: 1, oneM2M.json",
            "a quote that is not closed, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, 'one\"M2M.json'"
        })
        @Spec("RFC 6455 §4.2.1")
        void in_a_handshake_is_a_bad_request(String what, String key, String protocol) throws Exception {
            var answer = RawWebSocket.answer(
                    serve(),
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    key,
                    "Sec-WebSocket-Protocol: " + protocol);

            assertThat(answer).as(what).isEqualTo("HTTP/1.1 400 Bad Request");
        }

        @ParameterizedTest
        @CsvSource({
            "a reserved bit, c1 80 00000000, 1002",
            "an opcode that nobody knows, 83 80 00000000, 1002",
            "a control opcode that nobody knows, 8b 80 00000000, 1002",
            "a frame without a mask, 81 01 78, 1002",
            "half a ping, 09 80 00000000, 1002",
            "a ping longer than one may be, 89 fe 007e 00000000 ..., 1002",
            "the rest of nothing, 80 80 00000000, 1002",
            "a message within a message, 01 81 00000000 78 81 80 00000000, 1002",
            "a length of more than anybody has, 81 ff 7fffffffffffffff 00000000, 1009",
            "a length below zero, 81 ff ffffffffffffffff 00000000, 1009",
            "a farewell that is cut, 88 81 00000000 03, 1002",
            "a farewell that nobody may say, 88 82 00000000 03ed, 1002",
            "a text that is no UTF-8, 81 82 00000000 c328, 1007"
        })
        @Spec({"RFC 6455 §5.2", "RFC 6455 §7.4.1"})
        void in_a_frame_that_is_none_closes_the_connection(String what, String hex, int status) throws Exception {
            var server = serve();

            var whole = hex.replace("...", "78".repeat(126));

            assertThat(keep(new RawWebSocket(server)).sendHex(whole).closed())
                    .as(what)
                    .isEqualTo(status);
            assertThat(chat(server, "oneM2M.json").say(RETRIEVE).hear()).contains("\"rsc\":2000");
        }

        @Test
        void with_an_identifier_that_is_under_way_is_a_request_of_its_own() throws Exception {
            var gate = new CountDownLatch(1);
            cse.answer = request -> {
                until(gate);
                return RecordingMca.ordinary(request);
            };
            var chat = chat(serve(), "oneM2M.json").say(RETRIEVE).say(RETRIEVE);

            Awaitility.await().until(() -> cse.requests.size() == 2);
            gate.countDown();

            assertThat(List.of(chat.hear(), chat.hear())).allMatch(each -> each.contains("\"rqi\":\"r1\""));
        }

        @Test
        @Spec("RFC 6455 §5.5.2")
        void that_never_comes_ends_a_connection_whose_other_side_is_gone() throws Exception {
            limits = new LinkLimits(10_000, 4, Duration.ofMillis(300));

            // It reads, but answers no ping.
            assertThat(keep(new RawWebSocket(serve())).closed()).isEqualTo(RawWebSocket.RESET);
            demandClosed(Closings.Limit.IDLE);
        }

        @Test
        void of_a_client_that_never_reads_holds_up_nobody_else() throws Exception {
            var large = Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(100_000))));
            cse.answer = request -> request.from().equals("CAe")
                    ? Response.of(request, ResultCode.OK, large)
                    : RecordingMca.ordinary(request);
            var server = serve();
            var mute = keep(new RawWebSocket(server));
            var flood = Thread.ofVirtual().start(() -> pour(mute));

            Awaitility.await().until(() -> cse.requests.size() > 4);
            assertThat(chat(server, "oneM2M.json")
                            .say(RETRIEVE.replace("CAe", "COther"))
                            .hear())
                    .contains("\"rsc\":2000");
            mute.close();
            assertThat(flood.join(Duration.ofSeconds(60))).isTrue();
        }

        @Test
        void of_a_client_that_never_reads_ends_in_time() throws Exception {
            limits = new LinkLimits(10_000, 4, Duration.ofMillis(300));
            var large = Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(100_000))));
            cse.answer = request -> Response.of(request, ResultCode.OK, large);

            pour(keep(new RawWebSocket(serve())));

            demandClosed(Closings.Limit.IDLE);
        }

        /** Until it is closed. */
        private static void pour(RawWebSocket mute) {
            try {
                while (true) mute.say(RETRIEVE);
            } catch (IOException shutOut) {
                // The test is over.
            }
        }

        @Test
        void larger_than_the_limit_closes_the_connection() throws Exception {
            var server = serve();
            var chat = chat(server, "oneM2M.json").say("x".repeat(10_001));
            var inPieces = chat(server, "oneM2M.json").sayInPieces("x".repeat(6_000), "x".repeat(6_000));

            assertThat(chat.closed.get()).isEqualTo(1009);
            assertThat(inPieces.closed.get()).isEqualTo(1009);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> overload.closings().closed(Closings.Way.WEBSOCKET, Closings.Limit.TOO_LARGE) == 2);
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
            var gate = new CountDownLatch(1);
            cse.answer = request -> {
                until(gate);
                return RecordingMca.ordinary(request);
            };
            var chat = chat(serve(), "oneM2M.json");
            for (int i = 0; i < 20; i++) chat.say(RETRIEVE.replace("r1", "r" + i));

            Awaitility.await().until(() -> cse.requests.size() == SMALL.inFlight());
            gate.countDown();

            for (int i = 0; i < 20; i++) chat.hear();
            assertThat(cse.requests).hasSize(20);
        }
    }

    @Nested
    class Our_client {
        @Test
        void connects_again_when_the_connection_was_lost() throws Exception {
            var server = serve();
            var mca = mca(server, Serialization.JSON, Optional.empty(), WebSocketMca.DEAF);
            cse.answer = request -> RecordingMca.ordinary(request);
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
                assertThat(out.send(server.toString(), retrieve("r" + i), Duration.ofSeconds(60)))
                        .isInstanceOf(Delivery.Answered.class);
            assertThat(out.send("ws://user@host", retrieve("r1"), Duration.ofSeconds(60)))
                    .isInstanceOf(Delivery.Undeliverable.class);
        }
    }
}
