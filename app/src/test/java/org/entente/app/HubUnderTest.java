// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;

/** A whole hub on a port of its own, filled with a few resources of each kind that bad input is aimed at. */
final class HubUnderTest implements AutoCloseable {
    static final String ADMIN = "CAdmin";
    static final String APP = "Capp";

    private final Path data;
    private final RunningHub hub;
    private final String secret;
    private final AtomicInteger ids = new AtomicInteger();
    private final RawHttp http;

    HubUnderTest(Path data, List<String> settings) {
        this.data = data;
        var all = new ArrayList<>(RunningHubTest.OPEN);
        all.add("http.port=0");
        all.addAll(settings);
        hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), all), data);
        secret = hub.firstSecret().map(each -> each.reveal()).orElse("");
        http = new RawHttp(address());
    }

    /** Who asks a hub over HTTP. */
    static HttpClientMca client(RunningHub hub) {
        var timeout = Duration.ofSeconds(30);
        return new HttpClientMca(hub.addresses().getFirst(), Optional.empty(), timeout, HttpClientConfig.DEFAULT);
    }

    RunningHub hub() {
        return hub;
    }

    URI address() {
        return hub.addresses().getFirst();
    }

    /** A fresh connection. */
    RawHttp connect() {
        return new RawHttp(address());
    }

    String secret() {
        return secret;
    }

    /** A file with the administrator's secret, as commands want it. */
    Path secretFile() throws IOException {
        return secretFile(data.resolve("admin.txt"), secret);
    }

    /** Only its owner may read it, or nobody would take it. */
    static Path secretFile(Path file, String secret) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(file, secret), PosixFilePermissions.fromString("rw-------"));
    }

    String nextId() {
        return "r" + ids.incrementAndGet();
    }

    /** Creates what {@link BadInputTree} lists. */
    void fill() throws IOException {
        for (var line : BadInputTree.LINES) {
            var cells = line.replace('\'', '"').split(" ", 4);
            create(cells[0], "/" + cells[1], Integer.parseInt(cells[2]), cells[3]);
        }
    }

    void create(String from, String path, int type, String body) throws IOException {
        var answer = send(from, "POST", path, type, body);
        assertThat(answer.status()).as("%s %s: %s", path, body, answer.body()).isEqualTo(201);
    }

    /** @param type 0 for none */
    RawHttp.Answer send(String from, String method, String path, int type, String body) throws IOException {
        return http.send(request(from, method, path, type, body));
    }

    String request(String from, String method, String path, int type, String body) {
        var lines = new ArrayList<>(List.of(
                method + " " + path + " HTTP/1.1",
                "Host: hub",
                "X-M2M-Origin: " + from,
                "X-M2M-RI: " + nextId(),
                "X-M2M-RVI: 4"));
        if (from.equals(ADMIN)) lines.add("Authorization: Bearer " + secret);
        if (!body.isEmpty()) {
            lines.add("Content-Type: application/json" + (type == 0 ? "" : ";ty=" + type));
            lines.add("Content-Length: " + body.length());
        }
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    /** All resources with all attributes, as the administrator sees them; without the one that tells the time. */
    String tree() throws IOException {
        var answer = send(ADMIN, "GET", "/cse-in?rcn=4", 0, "");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().replaceAll("\"ctm\":\"[^\"]*\"", "");
    }

    /** What the hub counts under a name of Prometheus. */
    double counted(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address().resolve("/metrics"))
                .header("Authorization", "Bearer " + secret)
                .build();
        var metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(metrics));
    }

    @Override
    public void close() throws IOException {
        http.close();
        hub.close();
    }
}
