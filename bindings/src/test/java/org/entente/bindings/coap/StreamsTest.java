// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.entente.bindings.coap.CoapConfiguration.Streams;
import org.entente.bindings.coap.RawCoap.Message;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Closings.Limit;
import org.entente.bindings.wire.Closings.Way;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Authority;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** CoAP over TCP and TLS. */
class StreamsTest extends Serving {
    private URI serveStreams() {
        return serve(Admission.ANYBODY, new Streams(Optional.empty()));
    }

    private RawStream stream(URI server) throws Exception {
        return keep(new RawStream(server));
    }

    private static Value.Fields instance(int length) {
        return Value.field("m2m:cin", Value.field("con", Value.of("x".repeat(length))));
    }

    @Nested
    class A_request {
        @ParameterizedTest
        @EnumSource(Serialization.class)
        @Spec({"TS-0008 §6.2", "RFC 8323 §8.2"})
        void is_answered(Serialization serialization) {
            var server = serveStreams();

            var response = mca(server, serialization).send(retrieve("r1"));

            assertThat(server.getScheme()).isEqualTo("coap+tcp");
            assertThat(response).isEqualTo(RecordingMca.ordinary(retrieve("r1")));
        }

        @Test
        @Spec({"TS-0008 §6.5", "RFC 8323 §6"})
        void travels_in_blocks_both_ways() {
            cse.answer = request -> Response.of(request, ResultCode.CREATED, request.content());
            var content = instance(30_000);

            var response = mca(serveStreams())
                    .send(Request.create("cse-in/box", "CAe", 4, content).withId("r1"));

            assertThat(response.content()).isEqualTo(content);
        }

        @Test
        void that_takes_long_is_answered_once_and_nothing_before() throws Exception {
            var stream = stream(serveStreams());
            var gate = new CountDownLatch(1);
            cse.answer = request -> {
                if (request.id().equals("r1")) awaitGate(gate);
                return RecordingMca.ordinary(request);
            };

            stream.send(Message.retrieve(1));
            // It overtakes the first, for which nothing has come.
            var second = stream.ask(Message.retrieve(2));
            gate.countDown();

            assertThat(second.texts(283)).containsExactly("r2");
            assertThat(stream.answer().texts(283)).containsExactly("r1");
        }

        @Test
        @Spec("RFC 8323 §3.2")
        void may_come_in_pieces_or_with_others() throws Exception {
            var stream = stream(serveStreams());

            for (byte each : RawStream.bytes(Message.retrieve(1))) stream.send(each);
            assertThat(stream.answer().dotted()).isEqualTo("2.05");
            stream.send(Message.retrieve(2)).send(Message.retrieve(3));

            assertThat(List.of(stream.answer().texts(283), stream.answer().texts(283)))
                    .containsExactlyInAnyOrder(List.of("r2"), List.of("r3"));
        }

        @Test
        void finds_another_way_when_its_connection_has_ended() {
            var first = serveStreams();
            var mca = mca(first);
            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);

            var gone = mca(URI.create("coap+tcp://127.0.0.1:1")).send(retrieve("r2"));

            assertThat(gone.code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(mca.send(retrieve("r3")).code()).isEqualTo(ResultCode.OK);
        }

        @ParameterizedTest
        @CsvSource({
            "an unknown critical option, 31 01 07 d1 f2 00, 4.02",
            "an option that is cut off, 21 01 07 b6 63, 4.02",
            "a payload marker without a payload, 11 01 07 ff, 4.02",
        })
        @Spec({"RFC 7252 §5.4.1", "RFC 8323 §3.2"})
        void that_cannot_be_read_is_answered(String what, String hex, String code) throws Exception {
            var stream = stream(serveStreams());

            var answered = stream.sendHex(hex).answer();

            assertThat(answered.dotted()).as(what).isEqualTo(code);
            assertThat(answered.token()).containsExactly(7);
            assertThat(stream.ask(Message.retrieve(2)).dotted()).isEqualTo("2.05");
        }
    }

    private static CoapLimits withHello(Duration hello) {
        return with(
                new CoapLimits.Connections(20, 10, hello, SMALL.connections().idle()));
    }

    private static CoapLimits with(CoapLimits.Connections connections) {
        return new CoapLimits(
                SMALL.bodyBytes(),
                SMALL.depth(),
                SMALL.transfers(),
                SMALL.transfer(),
                SMALL.remembered(),
                SMALL.associations(),
                connections,
                SMALL.inFlight(),
                SMALL.acknowledge());
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Nested
    class A_connection {
        @Test
        @Spec("RFC 8323 §5.3")
        void begins_with_what_this_side_takes() throws Exception {
            var greeting = stream(serveStreams()).hear();

            assertThat(greeting.code()).isEqualTo(RawStream.CAPABILITIES);
            assertThat(greeting.number(2)).isGreaterThan(SMALL.bodyBytes());
            assertThat(greeting.find(4)).isPresent();
        }

        @Test
        @Spec("RFC 8323 §5.4")
        void is_tried_by_pings() throws Exception {
            var stream = stream(serveStreams());
            stream.hear();

            stream.sendHex("00 e1").sendHex("00 00").sendHex("02 e2 aa bb");
            var pong = stream.hear();

            assertThat(pong.code()).isEqualTo(RawStream.PONG);
            assertThat(pong.token()).containsExactly(0xAA, 0xBB);
        }

        @ParameterizedTest
        @CsvSource({"f0 ff ff ff ff 01, a message is too long", "09 01, a token is too long"})
        @Spec("RFC 8323 §5.6")
        void is_aborted_when_its_lengths_lie(String hex, String why) throws Exception {
            var server = serveStreams();
            var stream = stream(server);
            stream.hear();

            var abort = stream.sendHex(hex).hear();

            assertThat(abort.code()).isEqualTo(RawStream.ABORT);
            assertThat(abort.text()).isEqualTo(why);
            assertThat(stream.isClosed()).isTrue();
            assertThat(overload.closings().closed(Way.COAP_OVER_TCP, Limit.TOO_LARGE))
                    .isEqualTo(why.contains("message") ? 1 : 0);
            assertThat(stream(server).ask(Message.retrieve(1)).dotted()).isEqualTo("2.05");
        }

        @ParameterizedTest
        @CsvSource({
            "capabilities with a critical option, 10 e1 90",
            "a ping with one behind another, 30 e2 20 d0 1a",
            "an option that is cut off, 20 e1 2d 05",
            "an option number that is reserved, 10 e1 f0",
        })
        @Spec({"RFC 8323 §5.2", "RFC 8323 §5.6"})
        void is_aborted_by_a_signal_that_must_be_understood_and_is_not(String what, String hex) throws Exception {
            var stream = stream(serveStreams());
            stream.hear();

            var abort = stream.sendHex(hex).hear();

            assertThat(abort.code()).as(what).isEqualTo(RawStream.ABORT);
            assertThat(abort.text()).contains("not understood");
            assertThat(stream.isClosed()).isTrue();
        }

        @Test
        @Spec("RFC 8323 §5.2")
        void bears_signals_with_options_that_need_not_be_understood() throws Exception {
            var stream = stream(serveStreams());
            stream.hear();

            stream.sendHex("50 e1 e1 07 01 aa ff").sendHex("10 e2 20");

            assertThat(stream.hear().code()).isEqualTo(RawStream.PONG);
        }

        @Test
        @Spec("RFC 7252 §5.3.1")
        void answers_each_of_those_that_use_the_same_token() throws Exception {
            var stream = stream(serveStreams());

            for (int i = 1; i < 5; i++) stream.send(Message.retrieve(i).withToken((byte) 1));

            var answered = new ArrayList<String>();
            for (int i = 1; i < 5; i++) answered.addAll(stream.answer().texts(283));
            assertThat(answered).containsExactlyInAnyOrder("r1", "r2", "r3", "r4");
        }

        @Test
        @Spec("RFC 8323 §5.6")
        void ends_when_the_other_side_aborts() throws Exception {
            assertThat(stream(serveStreams()).sendHex("00 e5").isClosed()).isTrue();
        }

        @Test
        void beyond_what_one_machine_may_have_is_closed() throws Exception {
            var server = serveStreams();
            var streams = new ArrayList<RawStream>();
            for (int i = 0; i < SMALL.connections().mostPerAddress(); i++) {
                streams.add(stream(server));
                streams.getLast().hear();
            }

            assertThat(stream(server).isClosed()).isTrue();

            demandClosed(Way.COAP_OVER_TCP, Limit.TOO_MANY);
            assertThat(streams.getFirst().ask(Message.retrieve(1)).dotted()).isEqualTo("2.05");
        }

        @Test
        void over_which_nothing_comes_is_closed() throws Exception {
            limits = withHello(Duration.ofMillis(1));

            assertThat(stream(serveStreams()).isClosed()).isTrue();
            demandClosed(Way.COAP_OVER_TCP, Limit.TOO_SLOW);
        }

        @Test
        void on_which_nothing_moves_any_more_is_closed() throws Exception {
            limits = with(new CoapLimits.Connections(20, 10, Duration.ofSeconds(60), Duration.ofMillis(300)));
            var stream = stream(serveStreams());

            stream.ask(Message.retrieve(1));

            assertThat(stream.isClosed()).isTrue();
            demandClosed(Way.COAP_OVER_TCP, Limit.IDLE);
        }

        @Test
        void of_a_client_that_never_reads_holds_up_nobody_else() throws Exception {
            cse.answer = request -> Response.of(request, ResultCode.OK, instance(900));
            var server = serveStreams();
            var mute = stream(server);
            var flood = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 20_000; i++) mute.send(Message.retrieve(i));
                } catch (IOException e) {
                    // It is closed at the end of the test.
                }
            });

            // Some are told to come again while the other has all places.
            var other = stream(server);
            await().atMost(PATIENCE)
                    .until(() -> other.ask(Message.retrieve(1)).dotted().equals("2.05"));
            mute.close();
            flood.join();
        }
    }

    @Nested
    class Over_tls {
        private static final Duration VALID = Duration.ofDays(1);

        @TempDir
        private Path folder = Path.of(".");

        private final InstantSource clock = InstantSource.system();

        private Authority authority(String name) {
            return Authority.in(folder.resolve(name), clock, new SecureRandom(), VALID);
        }

        /** @param host that its certificate names */
        private URI serveSecurely(Authority authority, String host) {
            var hub = authority.server("hub", List.of(host), Optional.empty(), VALID);
            var files = TlsFiles.server(hub.certificate(), hub.key()).withTrusted(authority.certificate());
            return serve(Admission.CREDENTIAL_DEMANDED, new Streams(Optional.of(Tls.server(files, clock))));
        }

        private CoapMca mca(URI server, TlsFiles files) {
            var config = CoapClientConfig.DEFAULT.withTls(Optional.of(Tls.client(files, clock)));
            return keep(new CoapMca(server, PATIENCE, config));
        }

        @Test
        @Spec({"TS-0008 §7", "TS-0003 §8.2.2.2", "RFC 8323 §8.3"})
        void a_certificate_binds_the_originators_that_it_names() throws Exception {
            var authority = authority("ca");
            var server = serveSecurely(authority, "127.0.0.1");
            var own = authority.client("ae", List.of("CAe"), VALID);
            var mca = mca(server, TlsFiles.server(own.certificate(), own.key()).withTrusted(authority.certificate()));

            assertThat(server.getScheme()).isEqualTo("coaps+tcp");
            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
            assertThat(cse.requests)
                    .singleElement()
                    .satisfies(each -> assertThat(each.peer().credential()).contains("certificate CAe"));
            assertThat(mca.send(Request.retrieve("cse-in", "COther").withId("r2"))
                            .code())
                    .isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        }

        @Test
        void half_a_handshake_is_not_waited_for() throws Exception {
            limits = withHello(Duration.ofMillis(100));
            var authority = authority("ca");
            var server = serveSecurely(authority, "127.0.0.1");

            assertThat(stream(server).isClosed()).isTrue();
            assertThat(stream(server)
                            .sendHex("16 03 01 02 00 01 00 01 fc 03 03")
                            .isClosed())
                    .isTrue();
            demandClosed(Way.COAP_OVER_TCP, Limit.TOO_SLOW);
        }

        @Test
        @Spec("TS-0004 §7.3.2.1")
        void nobody_is_known_without_a_certificate() throws Exception {
            var authority = authority("ca");
            var server = serveSecurely(authority, "127.0.0.1");

            assertThat(mca(server, TlsFiles.client(authority.certificate()))
                            .send(retrieve("r1"))
                            .code())
                    .isEqualTo(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
        }

        @Test
        @Spec("RFC 8323 §9.1")
        void a_server_that_is_another_or_of_nobody_is_not_asked() throws Exception {
            var authority = authority("ca");
            var elsewhere = serveSecurely(authority, "127.0.0.2");
            var foreign = serveSecurely(authority("other"), "127.0.0.1");

            for (var server : List.of(elsewhere, foreign))
                assertThat(mca(server, TlsFiles.client(authority.certificate()))
                                .send(retrieve("r1"))
                                .code())
                        .isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
            assertThat(cse.requests).isEmpty();
        }
    }
}
