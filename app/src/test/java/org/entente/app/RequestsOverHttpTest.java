// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Non-blocking requests as they go over HTTP, and over a restart. */
class RequestsOverHttpTest {
    private static final Pattern REFERENCE = Pattern.compile("\\{\"m2m:uri\":\"(cse-in/req\\w+)\"}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSink sink = HttpSink.start();

    @TempDir
    private Path data = Path.of(".");

    RequestsOverHttpTest() throws IOException {}

    @AfterEach
    void end() {
        sink.close();
    }

    private RunningHub start() {
        var set = new ArrayList<>(RunningHubTest.OPEN);
        set.add("http.port=0");
        return RunningHub.start(Configuration.read(Optional.empty(), Map.of(), set), data);
    }

    private HttpResponse<String> send(
            RunningHub hub, String method, String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", "Capp")
                .header("X-M2M-RI", "q1")
                .header("X-M2M-RVI", "4")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) request.header("Content-Type", "application/json" + type);
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void prepare(RunningHub hub) throws IOException, InterruptedException {
        var ae = "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}";
        assertThat(send(hub, "POST", "/cse-in", ";ty=2", ae).statusCode()).isEqualTo(201);
        assertThat(send(hub, "POST", "/cse-in/app", ";ty=3", "{\"m2m:cnt\":{\"rn\":\"box\"}}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static String reference(HttpResponse<String> acknowledged) {
        var found = REFERENCE.matcher(acknowledged.body());
        assertThat(found.matches()).as(acknowledged.body()).isTrue();
        return found.group(1);
    }

    private String body(RunningHub hub, String path) {
        try {
            return send(hub, "GET", "/" + path, "", "").body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Spec({"TS-0004 §7.3.2.3", "TS-0009 §6.2.2.2", "TS-0009 §6.4.13", "TS-0009 §6.4.15", "TS-0009 §6.4.16"})
    void parameters_travel_in_query_and_headers_and_stay_with_the_request() throws Exception {
        try (var hub = start()) {
            prepare(hub);

            var acknowledged = send(
                    hub,
                    "GET",
                    "/cse-in/app/box?rt=1&rp=7200000",
                    "",
                    "",
                    "X-M2M-OET",
                    "10",
                    "X-M2M-RST",
                    "20300101T000000",
                    "X-M2M-RET",
                    "20290101T000000",
                    "X-M2M-EC",
                    "3",
                    "X-M2M-VSI",
                    "mine");

            assertThat(acknowledged.statusCode()).isEqualTo(202);
            assertThat(acknowledged.headers().firstValue("X-M2M-RSC")).contains("1001");
            assertThat(acknowledged.headers().firstValue("X-M2M-OT")).isPresent();
            var reference = reference(acknowledged);
            await().until(() -> body(hub, reference).contains("\"rs\":1"));
            assertThat(body(hub, reference))
                    .contains("\"rp\":\"7200000\"", "\"rset\":\"20300101T000000", "\"rqet\":\"20290101T000000")
                    .contains("\"oet\":\"", "\"ec\":3", "\"vsi\":\"mine\"", "\"rt\":{\"rtv\":1}", "\"rvi\":\"4\"")
                    .contains("\"ors\":{\"rsc\":2000,\"rqi\":\"q1\",\"pc\":{\"m2m:cnt\":");
        }
    }

    @Test
    @Spec({"TS-0004 §7.5.1.2.5", "TS-0009 §6.4.11"})
    void result_is_sent_to_whom_a_header_names() throws Exception {
        try (var hub = start()) {
            prepare(hub);
            var hook = sink.url("/done");

            var acknowledged = send(
                    hub,
                    "POST",
                    "/cse-in/app/box?rt=2",
                    ";ty=4",
                    "{\"m2m:cin\":{\"con\":\"21.5\"}}",
                    "X-M2M-RTU",
                    hook);

            assertThat(acknowledged.headers().firstValue("X-M2M-RSC")).contains("1002");
            await().until(() -> !sink.bodies().isEmpty());
            assertThat(sink.bodies().getFirst())
                    .startsWith("{\"m2m:rsp\":{\"rsc\":2001,\"rqi\":\"q1\"")
                    .contains("\"con\":\"21.5\"");
        }
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void acknowledged_request_is_done_after_a_restart() throws Exception {
        String reference;
        try (var hub = start()) {
            prepare(hub);
            var body = "{\"m2m:cin\":{\"con\":\"21.5\"}}";
            reference = reference(send(hub, "POST", "/cse-in/app/box?rt=1", ";ty=4", body, "X-M2M-OET", "1500"));
        }

        try (var hub = start()) {
            await().until(() -> body(hub, reference).contains("\"rs\":1"));

            assertThat(body(hub, "cse-in/app/box/la")).contains("21.5");
        }
    }
}
