// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.store.SqliteStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a user runs it: configuration, HTTP and a data folder. */
class RunningHubTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data = Path.of(".");

    @Test
    void what_was_stored_is_there_after_a_restart() throws Exception {
        String id;
        try (var hub = start(OPEN)) {
            var response = post(
                    hub,
                    "/cse-in",
                    "Capp",
                    2,
                    "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
            id = response.headers().firstValue("Content-Location").orElseThrow();
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(post(hub, "/cse-in/app", "Capp", 3, "{\"m2m:cnt\":{\"rn\":\"box\"}}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(post(hub, "/cse-in/app/box", "Capp", 4, "{\"m2m:cin\":{\"con\":\"21.5\"}}")
                            .statusCode())
                    .isEqualTo(201);
        }

        try (var hub = start(OPEN)) {
            assertThat(get(hub, "/cse-in/app/box/la", "Capp").body()).contains("21.5");
            assertThat(get(hub, id, "Capp").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void backup_of_a_running_hub_is_a_store_again() throws Exception {
        var copy = data.resolve("restored");
        Files.createDirectories(copy);
        try (var hub = start(OPEN)) {
            post(hub, "/cse-in", "Capp", 2, "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");

            SqliteStore.backup(data, copy.resolve("entente.db"));

            post(hub, "/cse-in/app", "Capp", 3, "{\"m2m:cnt\":{\"rn\":\"later\"}}");
        }

        try (var hub = RunningHub.start(config(OPEN), copy)) {
            assertThat(get(hub, "/cse-in/app", "Capp").statusCode()).isEqualTo(200);
            assertThat(get(hub, "/cse-in/app/later", "Capp").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void nothing_is_permitted_by_default() throws Exception {
        try (var hub = start(List.of())) {
            var register = post(
                    hub,
                    "/cse-in",
                    "Capp",
                    2,
                    "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");

            assertThat(register.statusCode()).isEqualTo(403);
            assertThat(get(hub, "/cse-in", "CAdmin").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void first_start_makes_the_administrators_credential_and_the_second_does_not() throws Exception {
        String secret;
        try (var hub = start(List.of())) {
            secret = hub.firstSecret().orElseThrow().reveal();
        }

        try (var hub = start(List.of())) {
            assertThat(hub.firstSecret()).isEmpty();
            assertThat(get(hub, "/cse-in", "CAdmin", "Authorization", "Bearer " + secret)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(hub, "/cse-in", "CAdmin", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isNotEqualTo(200);
            assertThat(get(hub, "/cse-in", "COther", "Authorization", "Bearer " + secret)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void type_of_a_users_file_can_be_created_and_is_checked() throws Exception {
        var set = new ArrayList<>(OPEN);
        set.add("types.files=../docs/examples/beehive-types.json");
        try (var hub = start(set)) {
            post(hub, "/cse-in", "Capp", 2, "{\"m2m:ae\":{\"rn\":\"app\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
            var hive = "{\"exa:beHve\":{\"rn\":\"hive\",\"cnd\":\"org.example.beehive\",\"weigt\":31.5,\"mood\":1}}";
            var wrong = "{\"exa:beHve\":{\"cnd\":\"org.example.beehive\",\"weigt\":31.5,\"mood\":4}}";

            assertThat(post(hub, "/cse-in/app", "Capp", 28, hive).statusCode()).isEqualTo(201);
            assertThat(post(hub, "/cse-in/app", "Capp", 28, wrong).body()).contains("mood");
        }
    }

    @Test
    void mistakes_of_all_type_files_stop_the_start_together() throws Exception {
        var one = Files.writeString(data.resolve("one.json"), "[]");
        var two = Files.writeString(data.resolve("two.json"), "{\"types\":3}");

        assertThatThrownBy(() -> start(List.of("types.files=" + one + "," + two + "," + data.resolve("three.json"))))
                .hasMessageContainingAll("one.json:1: ", "two.json:1: ", "three.json cannot be read");
    }

    @Test
    void mistakes_in_a_mapping_file_stop_the_start_with_sentences() throws Exception {
        var file = Files.writeString(
                data.resolve("mapping.yaml"), "standard: lwm2m\nparts:\n  - from: 1\n    nodes: []\n");

        assertThatThrownBy(() -> start(List.of(
                        "lwm2m.enabled=true",
                        "lwm2m.coap-port=0",
                        "lwm2m.coaps-port=-1",
                        "interworking.mapping-files=" + file)))
                .hasMessageContainingAll("mapping.yaml", "part 1 has an unknown key nodes");
    }

    @Test
    void trial_may_do_without_the_administrators_credential_only_where_strangers_are_believed() throws Exception {
        var trial = new ArrayList<>(OPEN);
        trial.add("access.administrator-credential=false");
        try (var hub = start(trial)) {
            assertThat(hub.firstSecret()).isEmpty();
            assertThat(get(hub, "/cse-in", "CAdmin").statusCode()).isEqualTo(200);
        }

        try (var hub = start(List.of("access.administrator-credential=false"))) {
            assertThat(get(hub, "/cse-in", "CAdmin").statusCode()).isEqualTo(403);
        }
    }

    static final List<String> OPEN =
            List.of("access.strangers=believed", "access.registrants=C,C*,S", "targets.loopback=true");

    private RunningHub start(List<String> set) {
        return RunningHub.start(config(set), data);
    }

    private static Configuration config(List<String> set) {
        var all = new ArrayList<>(set);
        all.add("http.port=0");
        return Configuration.read(Optional.empty(), Map.of(), all);
    }

    private HttpResponse<String> post(RunningHub hub, String path, String from, int type, String body)
            throws IOException, InterruptedException {
        var request = request(hub, path, from)
                .header("Content-Type", "application/json;ty=" + type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(RunningHub hub, String path, String from, String... headers)
            throws IOException, InterruptedException {
        var request = request(hub, path, from);
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(RunningHub hub, String path, String from) {
        return HttpRequest.newBuilder(URI.create(hub.addresses().getFirst() + path))
                .header("X-M2M-Origin", from)
                .header("X-M2M-RI", "r1")
                .header("X-M2M-RVI", "4");
    }
}
