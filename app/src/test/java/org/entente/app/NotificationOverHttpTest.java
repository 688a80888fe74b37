// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.codec.Codecs;
import org.entente.codec.Json;
import org.entente.codec.Serialization;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notices as they reach a plain HTTP server. */
class NotificationOverHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSink sink = HttpSink.start();

    @TempDir
    private Path data = Path.of(".");

    NotificationOverHttpTest() throws IOException {}

    @AfterEach
    void end() {
        sink.close();
    }

    private String hook() {
        return sink.url("/hook?q=1");
    }

    private RunningHub start(String... further) {
        var set = Stream.concat(
                        RunningHubTest.OPEN.stream(), Stream.concat(Stream.of("http.port=0"), Stream.of(further)))
                .toList();
        return RunningHub.start(Configuration.read(Optional.empty(), Map.of(), set), data);
    }

    private int post(RunningHub hub, String path, int type, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", "Capp")
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4")
                .header("Content-Type", "application/json;ty=" + type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private int subscribe(RunningHub hub) throws IOException, InterruptedException {
        post(hub, "/cse-in", 2, "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
        post(hub, "/cse-in/app", 3, "{\"m2m:cnt\":{\"rn\":\"box\"}}");
        return post(
                hub,
                "/cse-in/app/box",
                23,
                "{\"m2m:sub\":{\"rn\":\"watch\",\"enc\":{\"net\":[3]},\"nu\":[\"" + hook() + "\"]}}");
    }

    @Test
    @Spec({"TS-0009 §6.2", "TS-0004 §7.5.1.2.2", "TS-0004 §7.5.1.2.3"})
    void sink_is_asked_first_and_then_told() throws Exception {
        try (var hub = start()) {
            assertThat(subscribe(hub)).isEqualTo(201);
            assertThat(sink.heard()).hasSize(1);
            assertThat(sink.heard().getFirst().body()).contains("\"vrq\":true");

            post(hub, "/cse-in/app/box", 4, "{\"m2m:cin\":{\"con\":\"21.5\"}}");
            await().atMost(PATIENCE).until(() -> sink.heard().size() == 2);

            var notice = sink.heard().getLast();
            assertThat(notice.path()).isEqualTo("/hook?q=1");
            assertThat(notice.header("X-M2M-Origin")).isEqualTo("/id-in");
            assertThat(notice.header("Content-Type")).startsWith("application/json");
            assertThat(notice.body()).contains("\"m2m:sgn\"", "\"con\":\"21.5\"", "\"net\":3", "\"sur\":\"/id-in/");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"TS-0004 §7.4.8.1", "TS-0004 §7.5.1.1", "TS-0004 §7.5.1.2.2", "TS-0004 §7.5.1.2.3", "TS-0009 §6.4.3"})
    void sink_is_asked_and_told_in_the_serialization_that_the_subscription_or_the_registration_names(Serialization form)
            throws Exception {
        try (var hub = start()) {
            var registration = "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"],\"csz\":[\""
                    + form.label() + "\"],\"poa\":[\"" + sink.url("/ae") + "\"]}}";
            assertThat(post(hub, "/cse-in", 2, registration)).isEqualTo(201);
            var targets = "[\"" + sink.url("/url?a=b&ct=" + form.label()) + "\",\"Capp\"]";
            var watch = "{\"m2m:sub\":{\"enc\":{\"net\":[3]},\"nu\":" + targets + "}}";
            assertThat(post(hub, "/cse-in/app", 23, watch)).isEqualTo(201);

            post(hub, "/cse-in/app", 3, "{\"m2m:cnt\":{\"rn\":\"box\"}}");
            await().atMost(PATIENCE)
                    .until(() ->
                            heardAt("/url?a=b").size() == 2 && heardAt("/ae").size() == 1);

            assertThat(sink.heard())
                    .extracting(each -> each.header("Content-Type"))
                    .containsOnly("application/" + form.label());
            assertThat(json(form, heardAt("/url?a=b").getFirst())).contains("\"vrq\":true");
            assertThat(json(form, heardAt("/url?a=b").getLast())).contains("\"rn\":\"box\"");
            assertThat(json(form, heardAt("/ae").getFirst())).contains("\"rn\":\"box\"");
        }
    }

    private static String json(Serialization form, HttpSink.Heard heard) {
        return new String(Json.STRICT.write(Codecs.STRICT.of(form).readObject(heard.bytes())), UTF_8);
    }

    private List<HttpSink.Heard> heardAt(String path) {
        return sink.heard().stream().filter(each -> each.path().equals(path)).toList();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void sink_that_is_down_for_a_while_misses_nothing() throws Exception {
        try (var hub = start("delivery.first-wait=10ms")) {
            subscribe(hub);
            sink.fail(2);

            for (int i = 1; i <= 3; i++) post(hub, "/cse-in/app/box", 4, "{\"m2m:cin\":{\"con\":\"value" + i + "\"}}");
            await().atMost(PATIENCE).until(() -> sink.heard().size() == 4);

            assertThat(sink.heard().subList(1, 4))
                    .extracting(HttpSink.Heard::body)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("value1"),
                            second -> assertThat(second).contains("value2"),
                            third -> assertThat(third).contains("value3"));
        }
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.9", "TS-0004 §7.4.38.2.1"})
    void sink_hears_of_values_that_do_not_come_also_after_a_restart() throws Exception {
        try (var hub = start("lifetimes.sweep=1h")) {
            post(hub, "/cse-in", 2, "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
            post(
                    hub,
                    "/cse-in/app",
                    29,
                    "{\"m2m:ts\":{\"rn\":\"row\",\"pei\":200,\"peid\":20,\"mdt\":50,\"mdd\":true}}");
            var criteria = "{\"net\":[8],\"md\":{\"num\":2,\"dur\":\"PT1H\"}}";
            var subscription = "{\"m2m:sub\":{\"enc\":" + criteria + ",\"nu\":[\"" + hook() + "\"]}}";
            assertThat(post(hub, "/cse-in/app/row", 23, subscription)).isEqualTo(201);
            assertThat(post(hub, "/cse-in/app/row", 30, "{\"m2m:tsi\":{\"dgt\":\"0\",\"con\":\"21.5\"}}"))
                    .isEqualTo(201);
        }

        try (var _ = start("lifetimes.sweep=20ms")) {
            await().atMost(PATIENCE).until(() -> sink.heard().size() > 1);

            assertThat(sink.heard().get(1).body()).contains("\"m2m:tsn\":{\"mdlt\":[", "\"mdc\":2", "\"net\":8");
        }
    }

    @Test
    void sink_is_not_contacted_where_that_is_not_allowed() throws Exception {
        try (var hub = start("targets.loopback=false")) {
            assertThat(subscribe(hub)).isEqualTo(500); // SUBSCRIPTION_VERIFICATION_INITIATION_FAILED

            assertThat(sink.heard()).isEmpty();
        }
    }
}
