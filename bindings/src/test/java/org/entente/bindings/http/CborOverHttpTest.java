// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.entente.bindings.wire.RecordingMca;
import org.entente.codec.Cbor;
import org.entente.codec.Codec;
import org.entente.codec.Codecs;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.codec.Xml;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same primitives, written as CBOR. */
class CborOverHttpTest extends HttpTest {
    private static final int RUNS = Integer.getInteger("entente.mutations", 2_000);
    private static final Value.Fields BOX =
            Value.field("m2m:cnt", Value.field("rn", Value.of("bóx")).with("mni", Value.of(500)));

    private HttpResponse<byte[]> post(URI server, String type, String accept, byte[] body) throws Exception {
        var request = request(server, "/cse-in").header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
        if (!accept.isEmpty()) request.header("Accept", accept);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static Codec codec(String mediaType) {
        if (mediaType.endsWith("xml")) return Xml.STANDARD;
        return mediaType.endsWith("cbor") ? Cbor.STRICT : Json.STRICT;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Content-Type, Accept, Content-Type of the answer
                "application/cbor | '' | application/cbor",
                "application/vnd.onem2m-res+cbor | '' | application/vnd.onem2m-res+cbor",
                "application/vnd.onem2m-ntfy+cbor | '' | application/cbor",
                "application/vnd.onem2m-preq+cbor | '' | application/cbor",
                "APPLICATION/CBOR | '' | application/cbor",
                "application/json | '' | application/json",
                "application/cbor | */* | application/cbor",
                "application/cbor | application/* | application/cbor",
                "application/json | */* | application/json",
                "application/cbor | application/json | application/json",
                "application/cbor | application/vnd.onem2m-res+json | application/vnd.onem2m-res+json",
                "application/json | application/cbor | application/cbor",
                "application/json | application/vnd.onem2m-res+cbor | application/vnd.onem2m-res+cbor",
                "application/json | application/yaml, application/cbor;q=0.1 | application/cbor",
                "application/json | application/json;q=0.5, application/cbor | application/cbor",
                "application/cbor | application/json, application/cbor;q=0.5 | application/json"
            })
    @Spec({"TS-0009 §6.4.2", "TS-0009 §6.4.3", "TS-0004 §6.7"})
    void a_create_is_read_and_answered_in_the_form_that_is_agreed(String type, String accept, String answered)
            throws Exception {
        var server = serve();

        var response = post(
                server,
                type + ";ty=3",
                accept,
                codec(type.toLowerCase(Locale.ROOT)).write(BOX));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(cse.last().operation()).isEqualTo(Operation.CREATE);
        assertThat(cse.last().content()).isEqualTo(BOX);
        assertThat(header(response, "Content-Type")).isEqualTo(answered);
        assertThat(codec(answered).readObject(response.body()))
                .isEqualTo(RecordingMca.ordinary(cse.last()).content());
    }

    @Test
    @Spec("TS-0009 §6.4.2")
    void a_retrieve_gets_what_it_accepts_and_json_if_it_says_nothing() throws Exception {
        var server = serve();

        var asked = client.send(
                request(server, "/x").header("Accept", "application/cbor").build(), BodyHandlers.ofByteArray());
        var silent = client.send(request(server, "/x").build(), BodyHandlers.ofByteArray());

        assertThat(header(asked, "Content-Type")).isEqualTo("application/cbor");
        assertThat(Cbor.STRICT.readObject(asked.body())).isEqualTo(Json.STRICT.readObject(silent.body()));
        assertThat(header(silent, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Content-Type, Accept, body, status, Content-Type of the answer, what it says
                "application/cbor | '' | bf | 400 | application/cbor | it ends too early (byte 1)",
                "application/cbor | '' | a1426f7002 | 400 | application/cbor | a byte string has no JSON form",
                "application/cbor | '' | 80 | 400 | application/cbor | must be a CBOR map",
                "application/cbor | '' | 7b7d | 400 | application/cbor | ends too early",
                "application/json | '' | a0 | 400 | application/json | is not UTF-8 text",
                "application/json | application/cbor | 7b | 400 | application/cbor | ends too early",
                "application/cbor | application/json | a1 | 400 | application/json | the map claims 1 members",
                "application/cbor | application/yaml | a0 | 406 | application/cbor | nothing in Accept can be written",
                "application/yaml | '' | 3c612f3e | 415 | application/json | \"application/yaml\" is not supported",
                "application/yaml | application/cbor | 3c612f3e | 415 | application/cbor | is not supported",
                "application/vnd.onem2m-res+yaml | '' | 3c612f3e | 415 | application/json | is not supported",
                "application/vnd.onem2m-res+cbors | '' | a0 | 415 | application/json | is not supported"
            })
    @Spec({"TS-0009 §6.4.3", "TS-0004 §8.5.1"})
    void what_is_refused_is_told_in_a_form_that_is_understood(
            String type, String accept, String hex, int status, String answered, String sentence) throws Exception {
        var response = post(serve(), type + ";ty=3", accept, HexFormat.of().parseHex(hex));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo(answered);
        var content = codec(answered).readObject(response.body());
        assertThat(content.text("m2m:dbg").orElseThrow()).contains(sentence);
        assertThat(cse.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // originator, Accept, query, Content-Type of the answer
                "CCbor | '' | '' | application/cbor",
                "CCbor | */* | '' | application/cbor",
                "CCbor | text/html, */*;q=0.1 | '' | application/cbor",
                "CCbor | application/xml | '' | application/xml",
                "CCbor | application/cbor;q=0, */* | '' | application/json",
                "CCbor | '' | ?rcn=x | application/cbor",
                "CXml | '' | '' | application/xml",
                "CAe | '' | '' | application/json"
            })
    @Spec({"TS-0004 §7.3.3.12", "TS-0004 §7.3.3.13"})
    void an_originator_that_does_not_say_gets_what_it_has_registered(
            String originator, String accept, String query, String answered) throws Exception {
        var server = server(HttpConfig.plain("127.0.0.1", 0))
                .serve(cse, each -> switch (each) {
                    case "CCbor" -> List.of("cbor", "json");
                    case "CXml" -> List.of("yaml", "application/xml");
                    default -> List.of();
                })
                .addresses()
                .getFirst();
        var request = request(server, "/x" + query).setHeader("X-M2M-Origin", originator);
        if (!accept.isEmpty()) request.header("Accept", accept);

        var response = client.send(request.build(), BodyHandlers.ofByteArray());

        assertThat(header(response, "Content-Type")).isEqualTo(answered);
        assertThat(codec(answered).readObject(response.body()).members()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cbor", "application/vnd.onem2m-ntfy+cbor"})
    @Spec("TS-0009 §6.2.1")
    void a_post_without_type_notifies(String type) throws Exception {
        var notice = Value.field("m2m:sgn", Value.field("vrq", Value.of(true)));

        var response = post(serve(), type, "", Cbor.STRICT.write(notice));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(cse.last().operation()).isEqualTo(Operation.NOTIFY);
        assertThat(cse.last().content()).isEqualTo(notice);
    }

    @Test
    @Spec({"TS-0009 §6.2", "TS-0004 §8.5"})
    void a_client_that_speaks_cbor_gets_the_same_answers() throws Exception {
        var config = HttpClientConfig.DEFAULT.withSerialization(Serialization.CBOR);
        var remote = keep(new HttpClientMca(serve(), Optional.empty(), Duration.ofSeconds(60), config));
        var create = new Value.Fields(Map.of(
                "op",
                Value.of(1),
                "to",
                Value.of("cse-in"),
                "fr",
                Value.of("CAe"),
                "rqi",
                Value.of("r1"),
                "ty",
                Value.of(3),
                "pc",
                BOX));

        var created = remote.send(Primitives.request(create, Peer.UNKNOWN));
        var retrieved = remote.send(Request.retrieve("cse-in/box", "CAe").withId("r2"));
        cse.answer = request -> Response.of(request, ResultCode.NOT_FOUND);
        var missed = remote.send(Request.retrieve("cse-in/no", "CAe").withId("r3"));

        assertThat(created.code()).isEqualTo(ResultCode.CREATED);
        assertThat(cse.requests.getFirst().content()).isEqualTo(BOX);
        assertThat(retrieved.content())
                .isEqualTo(RecordingMca.ordinary(cse.requests.get(1)).content());
        assertThat(missed.code()).isEqualTo(ResultCode.NOT_FOUND);
    }

    @Test
    @Spec("TS-0009 §6.4.3")
    void what_the_client_sends_says_so_in_its_headers() {
        var notice = Request.notification("http://127.0.0.1/x", "/id-in", BOX).withId("n1");

        var message = new RequestWriter(Codecs.STRICT)
                .write(notice, new RequestWriter.Manner(Serialization.CBOR, Optional.empty()));

        assertThat(message.mediaType()).isEqualTo("application/cbor");
        assertThat(message.headers().get("Accept")).isEqualTo("application/cbor");
        assertThat(message.body()).isEqualTo(Cbor.STRICT.write(BOX));
    }

    @Test
    @Spec("TS-0004 §8.5.1")
    void damaged_bodies_leave_the_server_as_it_was() throws Exception {
        var server = serve();
        cse.answer = request -> {
            cse.requests.clear();
            return RecordingMca.ordinary(request);
        };
        long seed = Long.getLong("entente.seed", new Random().nextLong());
        System.out.println("damaged CBOR over HTTP: -Dentente.seed=" + seed);
        var random = new Random(seed);
        for (int i = 0; i < RUNS / 10; i++) damage(server, random, seed);
        var before = Usage.now();

        for (int i = 0; i < RUNS; i++) damage(server, random, seed);

        var after = Usage.now();
        assertThat(after.heapBytes() - before.heapBytes()).as("seed %d", seed).isLessThan(16L << 20);
        assertThat(after.descriptors() - before.descriptors())
                .as("seed %d", seed)
                .isLessThan(16);
        assertThat(post(server, "application/cbor;ty=3", "", Cbor.STRICT.write(BOX))
                        .statusCode())
                .isEqualTo(201);
    }

    private void damage(URI server, Random random, long seed) throws Exception {
        var body = Cbor.STRICT.write(BOX);
        for (int i = random.nextInt(3); i >= 0; i--) body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        if (random.nextInt(4) == 0) body = Arrays.copyOf(body, 1 + random.nextInt(2 * body.length));

        var response = post(server, "application/cbor;ty=3", "", body);

        assertThat(response.statusCode())
                .as("seed %d, body %s", seed, HexFormat.of().formatHex(body))
                .isIn(201, 400);
        Cbor.STRICT.readObject(response.body());
    }

    private record Usage(long heapBytes, long descriptors) {
        static Usage now() {
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Usage(memory.getHeapMemoryUsage().getUsed(), system.getOpenFileDescriptorCount());
        }
    }
}
