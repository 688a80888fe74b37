// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private HttpOutbound outbound(AddressLookup lookup) {
        return keep(new HttpOutbound(HttpClientConfig.DEFAULT, lookup, HttpOutbound.Peers.NONE));
    }

    private static Request notice(String url) {
        var content = Value.field("m2m:sgn", Value.field("sur", Value.of("/id-in/sub1")));
        return Request.notification(url, "/id-in", content).withId("n1").with(Parameter.RELEASE_VERSION_INDICATOR, "4");
    }

    @Nested
    @Spec({"TS-0009 §6.2", "TS-0009 §6.4"})
    class AgainstOurServer {
        private final RecordingMca cse = new RecordingMca();
        private Mca remote = cse;

        private void connect(Path folder, boolean withSecret) {
            var credentials =
                    Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
            var secret = credentials.add("a", List.of("CAe"));
            var server = keep(new HttpServer(
                            HttpConfig.plain("127.0.0.1", 0),
                            new Admittance(credentials, HttpTest.HOME),
                            ResourceTypes.standard(),
                            List.of()))
                    .start()
                    .serve(cse);
            remote = keep(new HttpClientMca(
                    server.addresses().getFirst(),
                    withSecret ? Optional.of(secret) : Optional.empty(),
                    PATIENCE,
                    HttpClientConfig.DEFAULT));
        }

        @Test
        void every_primitive_arrives_as_it_left(@TempDir Path folder) {
            connect(folder, true);
            var box = Value.field("m2m:cnt", Value.field("rn", Value.of("ä")));
            var requests = List.of(
                    Request.create("cse-in", "CAe", 3, box),
                    Request.retrieve("/id-mn/cse-mn/a b", "CAe"),
                    Request.retrieve("//sp.example/id-mn/cse-mn", "CAe"),
                    Request.update("cse-in/ä", "CAe", box),
                    Request.delete("cse-in/x", "CAe"),
                    Request.notification("cse-in/CX", "CAe", Value.field("m2m:sgn", Value.Fields.EMPTY)),
                    Request.retrieve("cse-in", "CAe") // an empty list of targets: tell nobody
                            .with(
                                    Parameter.RESPONSE_TYPE,
                                    Value.field("rtv", Value.of(2)).with("nu", Value.texts(List.of())))
                            .with(Parameter.RESULT_PERSISTENCE, "3600000")
                            .with(Parameter.RESULT_EXPIRATION_TIMESTAMP, "20261122T103001")
                            .with(Parameter.OPERATION_EXECUTION_TIME, "5000")
                            .with(Parameter.ORIGINATING_TIMESTAMP, "20261122T102959")
                            .with(Parameter.EVENT_CATEGORY, Value.of(100))
                            .with(Parameter.TOKEN_REQUEST_INDICATOR, Value.of(true))
                            .with(Parameter.TOKEN_IDS, Value.texts(List.of("1@a.example")))
                            .with(Parameter.LOCAL_TOKEN_IDS, Value.texts(List.of("t1")))
                            .with(Parameter.GROUP_REQUEST_IDENTIFIER, "g1"),
                    Request.retrieve("cse-in", "CAe")
                            .with(
                                    Parameter.RESPONSE_TYPE,
                                    Value.field("rtv", Value.of(2)).with("nu", Value.texts(List.of("http://a/b"))))
                            .with(Parameter.RESULT_CONTENT, Value.of(6))
                            .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "20261122T103000")
                            .with(Parameter.VENDOR_INFORMATION, "x y")
                            .with(Parameter.TOKENS, Value.texts(List.of("a.b.c", "d.e.f")))
                            .withFilter(new FilterCriteria(Value.field("fu", Value.of(1))
                                    .with("lbl", Value.texts(List.of("a b", "c+d")))
                                    .with(
                                            "atr",
                                            Value.of(List.of(Value.field("nm", Value.of("cr"))
                                                    .with("val", Value.of("C*"))))))));

            for (var request : requests) {
                var sent = request.withId("r1").with(Parameter.RELEASE_VERSION_INDICATOR, "4");

                var response = remote.send(sent);

                assertThat(cse.last().withPeer(Peer.UNKNOWN)).isEqualTo(sent);
                assertThat(cse.last().peer().authenticated()).isTrue();
                assertThat(response).isEqualTo(RecordingMca.ordinary(sent));
            }
        }

        @Test
        void a_refusal_comes_back_with_its_code_and_sentence(@TempDir Path folder) {
            connect(folder, false);
            cse.answer = r -> Response.of(r, new Refused(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY, "not today"));

            var response = remote.send(Request.retrieve("x", "CFree").withId("1"));

            assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(response.sentence()).isEqualTo("not today");
        }

        @Test
        void what_no_header_can_carry_is_not_sent(@TempDir Path folder) {
            connect(folder, false);

            var forged = remote.send(Request.retrieve("x", "CFree\r\nX-Evil: 1").withId("1"));

            assertThat(forged.isSuccess()).isFalse();
            assertThat(cse.requests).isEmpty();
        }

        @Test
        void nobody_there_is_not_reachable() {
            remote = keep(new HttpClientMca(
                    URI.create("http://127.0.0.1:1"), Optional.empty(), PATIENCE, HttpClientConfig.DEFAULT));

            assertThat(remote.send(Request.retrieve("x", "C").withId("1")).code())
                    .isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        }
    }

    /** A plain web server, as people write them to receive notices. */
    private final class Sink {
        final List<String> seen = new CopyOnWriteArrayList<>();
        final List<byte[]> bodies = new CopyOnWriteArrayList<>();
        final List<String> accepted = new CopyOnWriteArrayList<>();
        final String url;
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Sink(int status, Map<String, String> headers, String body) throws IOException {
            this(status, headers, body.getBytes(UTF_8));
        }

        Sink(int status, Map<String, String> headers, byte[] body) throws IOException {
            this.status = status;
            this.headers = headers;
            this.body = body;
            var server = com.sun.net.httpserver.HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
            open.add(() -> server.stop(0));
            url = "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void take(HttpExchange exchange) throws IOException {
            var headers = exchange.getRequestHeaders();
            bodies.add(exchange.getRequestBody().readAllBytes());
            accepted.add(headers.getFirst("Accept"));
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + headers.getFirst("X-M2M-Origin")
                    + " " + headers.getFirst("X-M2M-RI") + " " + headers.getFirst("X-M2M-RVI") + " "
                    + headers.getFirst("Content-Type") + " "
                    + new String(bodies.getLast(), UTF_8));
            this.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    @Nested
    class Notifying {
        @Test
        @Spec("TS-0009 §6.2.1")
        void a_notice_is_posted_to_the_url_that_was_given() throws Exception {
            var sink = new Sink(200, Map.of("X-M2M-RSC", "2000", "X-M2M-RI", "n1"), "");
            var url = sink.url + "/notify?key=a%20b";

            var delivery = outbound(AddressLookup.ANY).send(url, notice(url), PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Answered.class,
                            answered -> assertThat(answered.response().code()).isEqualTo(ResultCode.OK));
            assertThat(sink.seen)
                    .containsExactly("POST /notify?key=a%20b /id-in n1 4 application/json"
                            + " {\"m2m:sgn\":{\"sur\":\"/id-in/sub1\"}}");
        }

        @ParameterizedTest
        @EnumSource
        @Spec({"TS-0004 §7.5.1.1", "TS-0004 §7.5.1.2.2", "TS-0009 §6.4.3"})
        void a_notice_is_written_as_its_target_takes_it_and_so_is_the_answer(Serialization form) throws Exception {
            var answer = Value.field("m2m:sgn", Value.field("tra", Value.of(true)));
            var written = Codecs.STRICT.of(form).write(answer);
            var headers = Map.of("X-M2M-RSC", "2000", "Content-Type", "application/vnd.onem2m-ntfy+" + form.label());
            var sink = new Sink(200, headers, written);
            var way = outbound(AddressLookup.ANY).in(List.of("yaml", form.label(), "json"));

            var delivery = way.send(sink.url, notice("/id-in/CAe"), PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Answered.class,
                            answered ->
                                    assertThat(answered.response().content()).isEqualTo(answer));
            assertThat(sink.seen).singleElement().asString().contains("application/" + form.label());
            assertThat(Codecs.STRICT.of(form).readObject(sink.bodies.getFirst()))
                    .isEqualTo(notice("/id-in/CAe").content());
            assertThat(sink.accepted).containsExactly("application/" + form.label());
        }

        @Test
        @Spec("TS-0009 §6.2.2.1")
        void a_point_of_access_with_a_path_takes_notices_there_and_a_bare_one_by_their_target() throws Exception {
            var sink = new Sink(200, Map.of("X-M2M-RSC", "2000"), "");
            var outbound = outbound(AddressLookup.ANY);

            outbound.send(sink.url + "/ae", notice("/id-in/CAe"), PATIENCE);
            outbound.send(sink.url, notice("/id-in/CAe"), PATIENCE);
            outbound.send(sink.url + "/cse", Request.retrieve("/id-mn/x", "C").withId("2"), PATIENCE);

            assertThat(sink.seen.stream().map(line -> line.split(" ")[1]))
                    .containsExactly("/ae", "/~/id-in/CAe", "/cse/~/id-mn/x");
        }

        @ParameterizedTest
        @CsvSource({
            "200,OK",
            "204,OK",
            "201,CREATED",
            "400,BAD_REQUEST",
            "403,ORIGINATOR_HAS_NO_PRIVILEGE",
            "404,NOT_FOUND",
            "500,INTERNAL_SERVER_ERROR"
        })
        void a_web_server_that_knows_no_onem2m_answers_by_its_status(int status, ResultCode code) throws Exception {
            var sink = new Sink(status, Map.of("Content-Type", "text/html"), status == 204 ? "" : "<p>thanks");

            var delivery = outbound(AddressLookup.ANY).send(sink.url + "/n", notice(sink.url + "/n"), PATIENCE);

            assertThat(((Delivery.Answered) delivery).response().code()).isEqualTo(code);
        }

        @Test
        void an_address_that_is_not_allowed_is_never_contacted() throws Exception {
            var sink = new Sink(200, Map.of(), "");
            var delivery = outbound(host -> {
                        throw new UnknownHostException(host + " is not an allowed target");
                    })
                    .send(sink.url, notice(sink.url), PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Unreachable.class,
                            unreachable -> assertThat(unreachable.reason()).contains("not an allowed target"));
            assertThat(sink.seen).isEmpty();
        }

        @Test
        void a_name_leads_only_where_the_lookup_says() throws Exception {
            var sink = new Sink(200, Map.of("X-M2M-RSC", "2000"), "");
            var named = sink.url.replace("127.0.0.1", "hub.example");

            var delivery =
                    outbound(_ -> List.of(InetAddress.getLoopbackAddress())).send(named, notice(named), PATIENCE);

            assertThat(delivery).isInstanceOf(Delivery.Answered.class);
        }

        @Test
        void a_redirect_is_not_followed() throws Exception {
            var target = new Sink(200, Map.of("X-M2M-RSC", "2000"), "");
            var sink = new Sink(307, Map.of("Location", target.url + "/elsewhere"), "");

            var delivery = outbound(AddressLookup.ANY).send(sink.url, notice(sink.url), PATIENCE);

            assertThat(delivery).isInstanceOf(Delivery.Undeliverable.class);
            assertThat(target.seen).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "200|2000|other|{}|answers another request",
                    "200|20x0|n1|{}|X-M2M-RSC must be",
                    "200|200|n1|{}|no response status code",
                    "200|2000|n1|{'a':|not valid JSON",
                    "200|2000|n1|[]|must be a JSON object",
                    "503|5103|n1|{}|HTTP status 503"
                })
        void a_malformed_or_unwilling_answer_is_none(int status, String code, String id, String body, String reason)
                throws Exception {
            var headers = Map.of("X-M2M-RSC", code, "X-M2M-RI", id, "Content-Type", "application/json");
            var sink = new Sink(status, headers, body.replace('\'', '"'));

            var delivery = outbound(AddressLookup.ANY).send(sink.url, notice(sink.url), PATIENCE);

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Unreachable.class,
                            unreachable -> assertThat(unreachable.reason()).contains(reason));
        }

        @Test
        void an_answer_without_end_is_cut() throws Exception {
            var sink = new Sink(200, Map.of("X-M2M-RSC", "2000"), " ".repeat(5_000_000));

            var delivery = outbound(AddressLookup.ANY).send(sink.url, notice(sink.url), PATIENCE);

            assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
        }

        @Test
        void who_never_answers_is_unreachable_after_the_time_that_was_given() throws Exception {
            try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var url = "http://127.0.0.1:" + silent.getLocalPort();

                var delivery = outbound(AddressLookup.ANY).send(url, notice(url), Duration.ofMillis(200));

                assertThat(delivery).isInstanceOf(Delivery.Unreachable.class);
            }
        }

        @ParameterizedTest
        @CsvSource({"http://a:b@127.0.0.1/", "http:///x", "http://127.0.0.1:1/a b"})
        void what_is_no_plain_url_cannot_be_delivered_to(String url) {
            assertThat(outbound(AddressLookup.ANY).send(url, notice(url), PATIENCE))
                    .isInstanceOf(Delivery.Undeliverable.class);
        }

        @Test
        void a_secret_is_shown_where_it_belongs_and_appears_in_no_text() {
            var secret = new Secret("gateway.abc");

            var manner = new RequestWriter.Manner(Serialization.JSON, Optional.of(secret));

            var message = new RequestWriter(Codecs.STRICT).write(notice("x"), manner);

            assertThat(message.headers().get("Authorization")).isEqualTo("Bearer gateway.abc");
            assertThat(HttpClientConfig.DEFAULT.toString() + secret).doesNotContain("gateway.abc");
        }
    }
}
