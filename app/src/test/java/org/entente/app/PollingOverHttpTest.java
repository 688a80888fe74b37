// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A long poll as it goes over HTTP: the request of somebody else in the answer, and the answer in a request. */
class PollingOverHttpTest {
    private static final String PCU = "/cse-in/poller/pch/pcu";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data = Path.of(".");

    private RunningHub start(String... further) throws Exception {
        var set = new ArrayList<>(RunningHubTest.OPEN);
        set.add("http.port=0");
        set.addAll(List.of(further));
        var hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), set), data);
        var ae = "{\"m2m:ae\":{\"rn\":\"poller\",\"api\":\"Nx\",\"rr\":false,\"srv\":[\"4\"]}}";
        assertThat(post(hub, "/cse-in", "CPoll", ";ty=2", ae)
                        .get(60, TimeUnit.SECONDS)
                        .statusCode())
                .isEqualTo(201);
        assertThat(post(hub, "/cse-in/poller", "CPoll", ";ty=15", "{\"m2m:pch\":{\"rn\":\"pch\"}}")
                        .get(60, TimeUnit.SECONDS)
                        .statusCode())
                .isEqualTo(201);
        return hub;
    }

    private HttpRequest.Builder request(RunningHub hub, String path, String from, String id) {
        return HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", from)
                .header("X-M2M-RI", id)
                .header("X-M2M-RVI", "4");
    }

    private CompletableFuture<HttpResponse<String>> post(
            RunningHub hub, String path, String from, String type, String body) {
        return sent(request(hub, path, from, "p1")
                .header("Content-Type", "application/json" + type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private CompletableFuture<HttpResponse<String>> poll(RunningHub hub, String millis) {
        return sent(request(hub, PCU, "CPoll", "poll").header("X-M2M-RET", millis));
    }

    private CompletableFuture<HttpResponse<String>> sent(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int active(RunningHub hub) throws Exception {
        var metrics = sent(request(hub, "/metrics", "CPoll", "m"))
                .get(60, TimeUnit.SECONDS)
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("entente_http_requests_active "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private static String code(HttpResponse<String> response) {
        return response.headers().firstValue("X-M2M-RSC").orElse("");
    }

    @Test
    @Spec({"TS-0004 §7.4.22.2.2", "TS-0004 §7.4.22.2.5", "TS-0009 §6.5"})
    void request_comes_in_the_answer_and_its_answer_in_a_request() throws Exception {
        try (var hub = start()) {
            var poll = poll(hub, "60000");
            var notify = post(hub, "/CPoll", "CPoll", "", "{\"m2m:sgn\":{\"sur\":\"cse-in/x\"}}");

            var fetched = poll.get(60, TimeUnit.SECONDS);
            assertThat(fetched.statusCode()).isEqualTo(200);
            assertThat(fetched.body())
                    .startsWith("{\"m2m:rqp\":{\"op\":5,\"to\":\"CPoll\",\"fr\":\"CPoll\",\"rqi\":\"p1\"");
            assertThat(fetched.body()).contains("\"pc\":{\"m2m:sgn\":{\"sur\":\"cse-in/x\"}}");

            var answer = "{\"m2m:rsp\":{\"rsc\":2000,\"rqi\":\"p1\",\"pc\":{\"m2m:dbg\":\"well\"}}}";
            assertThat(code(post(hub, PCU, "CPoll", "", answer).get(60, TimeUnit.SECONDS)))
                    .isEqualTo("2000");
            assertThat(notify.get(60, TimeUnit.SECONDS).body()).isEqualTo("{\"m2m:dbg\":\"well\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"TS-0004 §7.3.3.12", "TS-0004 §7.4.22.2.2", "TS-0004 §7.4.22.2.5", "TS-0001 §9.6.5"})
    void request_comes_in_the_serialization_that_the_poller_has_registered_and_is_answered_in_it(Serialization form)
            throws Exception {
        try (var hub = start()) {
            var codec = Codecs.STRICT.of(form);
            var taken = "{\"m2m:ae\":{\"csz\":[\"" + form.label() + "\"]}}";
            assertThat(code(sent(request(hub, "/cse-in/poller", "CPoll", "u")
                                    .header("Content-Type", "application/json")
                                    .PUT(HttpRequest.BodyPublishers.ofString(taken)))
                            .get(60, TimeUnit.SECONDS)))
                    .isEqualTo("2004");
            var poll = client.sendAsync(
                    request(hub, PCU, "CPoll", "poll")
                            .header("X-M2M-RET", "60000")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            var notify = post(hub, "/CPoll", "CPoll", "", "{\"m2m:sgn\":{\"sur\":\"cse-in/x\"}}");

            var fetched = poll.get(60, TimeUnit.SECONDS);

            assertThat(fetched.headers().firstValue("Content-Type")).contains("application/" + form.label());
            var request = codec.readObject(fetched.body()).find("m2m:rqp").orElseThrow();
            assertThat(((Value.Fields) request).find("pc"))
                    .contains(Value.field("m2m:sgn", Value.field("sur", Value.of("cse-in/x"))));
            var answer = codec.write(
                    Value.field("m2m:rsp", Value.field("rsc", Value.of(2000)).with("rqi", Value.of("p1"))));
            assertThat(code(sent(request(hub, PCU, "CPoll", "a")
                                    .header("Content-Type", "application/" + form.label())
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(answer)))
                            .get(60, TimeUnit.SECONDS)))
                    .isEqualTo("2000");
            assertThat(code(notify.get(60, TimeUnit.SECONDS))).isEqualTo("2000");
        }
    }

    @Test
    @Spec("TS-0004 §7.4.22.2.2")
    void poll_may_last_longer_than_a_silent_connection() throws Exception {
        try (var hub = start("http.limits.idle=100ms")) {
            var response = poll(hub, "500").get(60, TimeUnit.SECONDS);

            assertThat(code(response)).isEqualTo("4008");
            assertThat(response.statusCode()).isEqualTo(504);
        }
    }

    @Test
    void polls_take_no_place_from_other_requests() throws Exception {
        try (var hub = start("http.limits.in-flight=1")) {
            var polls = List.of(poll(hub, "60000"), poll(hub, "20000"));

            for (int i = 0; i < 20; i++)
                assertThat(code(sent(request(hub, "/cse-in/poller", "CPoll", "r" + i))
                                .get(60, TimeUnit.SECONDS)))
                        .isEqualTo("2000");

            assertThat(polls).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void stop_does_not_wait_for_polls() throws Exception {
        var hub = start("http.drain=20s");
        var poll = poll(hub, "60000");
        await().until(() -> active(hub) == 2); // the poll, and the one that asks

        hub.close();

        assertThat(poll.get(60, TimeUnit.SECONDS).statusCode()).isIn(503, 504);
    }
}
