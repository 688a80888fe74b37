// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices as they reach a plain HTTP server. */
class NotificationOverHttpTest {
    private record Received(String path, String originator, String contentType, String body) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger outages = new AtomicInteger();
    private HttpServer sink = HttpServer.create();

    @TempDir
    private Path data = Path.of(".");

    NotificationOverHttpTest() throws IOException {}

    @BeforeEach
    void listen() throws IOException {
        sink.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", this::take);
        sink.start();
    }

    @AfterEach
    void end() {
        sink.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean down = outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!down)
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("X-M2M-Origin"),
                    headers.getFirst("Content-Type"),
                    body));
        if (!down) exchange.getResponseHeaders().add("X-M2M-RSC", "2000");
        exchange.sendResponseHeaders(down ? 503 : 200, -1);
        exchange.close();
    }

    private String hook() {
        return "http://127.0.0.1:" + sink.getAddress().getPort() + "/hook?q=1";
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
            assertThat(received).hasSize(1);
            assertThat(received.getFirst().body()).contains("\"vrq\":true");

            post(hub, "/cse-in/app/box", 4, "{\"m2m:cin\":{\"con\":\"21.5\"}}");
            await().until(() -> received.size() == 2);

            var notice = received.getLast();
            assertThat(notice.path()).isEqualTo("/hook?q=1");
            assertThat(notice.originator()).isEqualTo("/id-in");
            assertThat(notice.contentType()).startsWith("application/json");
            assertThat(notice.body()).contains("\"m2m:sgn\"", "\"con\":\"21.5\"", "\"net\":3", "\"sur\":\"/id-in/");
        }
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void sink_that_is_down_for_a_while_misses_nothing() throws Exception {
        try (var hub = start("delivery.first-wait=10ms")) {
            subscribe(hub);
            outages.set(2);

            for (int i = 1; i <= 3; i++) post(hub, "/cse-in/app/box", 4, "{\"m2m:cin\":{\"con\":\"value" + i + "\"}}");
            await().until(() -> received.size() == 4);

            assertThat(received.subList(1, 4))
                    .extracting(Received::body)
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
            await().until(() -> received.size() > 1);

            assertThat(received.get(1).body()).contains("\"m2m:tsn\":{\"mdlt\":[", "\"mdc\":2", "\"net\":8");
        }
    }

    @Test
    void sink_is_not_contacted_where_that_is_not_allowed() throws Exception {
        try (var hub = start("targets.loopback=false")) {
            assertThat(subscribe(hub)).isEqualTo(500); // SUBSCRIPTION_VERIFICATION_INITIATION_FAILED

            assertThat(received).isEmpty();
        }
    }
}
