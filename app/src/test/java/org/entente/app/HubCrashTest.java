// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.entente.model.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while it is written to by HTTP: what it acknowledged is there when it comes back. */
class HubCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile("Entente listens on (\\S+)");
    private static final Pattern CONTENT = Pattern.compile("\"con\":\"([^\"]+)\"");
    private static final List<String> BOXES = List.of("/cse-in/app/empty", "/cse-in/app/shared");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void every_acknowledged_instance_is_there_after_a_kill() throws Exception {
        prepare();
        killAndLook(8, 300, ConcurrentHashMap.newKeySet());
    }

    @Test
    @Tag("full")
    void every_acknowledged_instance_is_there_after_three_kills_under_64_writers() throws Exception {
        prepare();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        for (int i = 1; i <= 3; i++) killAndLook(64, i * 5_000, acknowledged);
    }

    @Test
    @Spec("TS-0001 §9.6.61")
    void every_acknowledged_instance_has_triggered_its_action_after_a_kill() throws Exception {
        try (var hub = new HubUnderTest(folder.resolve("data"), List.of())) {
            hub.fill();
            hub.create(HubUnderTest.APP, "/cse-in/app", 3, "{\"m2m:cnt\":{\"rn\":\"echo\"}}");
            hub.create(HubUnderTest.APP, "/cse-in/app/shared", 65, """
                    {"m2m:actr":{"rn":"copy","sri":"cse-in/app/shared/la","evc":{"sbjt":"con","optr":2,"thld":""},
                    "evm":3,"orc":"cse-in/app/echo","ipu":[{"raid":"con"}],"apv":{"op":1,"to":"cse-in/app/echo",
                    "fr":"Capp","rqi":"1","ty":4,"pc":{"m2m:cin":{"con":""}}}}}""");
        }
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var process = serve();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = tasks.submit(writer(address(), "trigger", acknowledged));
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= 40);
            process.destroyForcibly();
            writing.get();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (var hub = new HubUnderTest(folder.resolve("data"), List.of("discovery.most-resources=1000000"))) {
            var triggers = acknowledged.stream()
                    .filter(each -> each.startsWith("/cse-in/app/shared"))
                    .toList();
            assertThat(triggers).isNotEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    CONTENT.matcher(hub.send(HubUnderTest.APP, "GET", "/cse-in/app/echo?rcn=4", 0, "")
                                                    .body())
                                            .results()
                                            .map(each -> each.group(1)))
                            .containsAll(triggers));
        }
    }

    private void prepare() throws IOException {
        try (var hub = new HubUnderTest(folder.resolve("data"), List.of())) {
            hub.fill();
        }
    }

    private void killAndLook(int writers, int enough, Set<String> acknowledged) throws Exception {
        var process = serve();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var address = address();
            var round = Long.toString(System.nanoTime(), 36);
            var writing = IntStream.range(0, writers)
                    .mapToObj(i -> tasks.submit(writer(address, round + "-" + i, acknowledged)))
                    .toList();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= enough);
            process.destroyForcibly(); // on POSIX a SIGKILL: no hook runs
            for (var each : writing) each.get();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (var hub = new HubUnderTest(folder.resolve("data"), List.of("discovery.most-resources=1000000"))) {
            for (var box : BOXES) look(hub, box, acknowledged);
        }
    }

    private static void look(HubUnderTest hub, String box, Set<String> acknowledged) throws IOException {
        var body = hub.send(HubUnderTest.APP, "GET", box + "?rcn=4", 0, "").body();
        var contents =
                CONTENT.matcher(body).results().map(each -> each.group(1)).toList();

        assertThat(contents).doesNotHaveDuplicates();
        assertThat(contents)
                .containsAll(acknowledged.stream()
                        .filter(each -> each.startsWith(box))
                        .toList());
        assertThat(body).contains("\"cni\":" + contents.size() + ",", "\"cbs\":" + bytes(contents));
        hub.create(HubUnderTest.APP, box, 4, instance(box + "after" + contents.size()));
    }

    private static long bytes(List<String> contents) {
        return contents.stream().mapToLong(String::length).sum();
    }

    private static String instance(String content) {
        return "{\"m2m:cin\":{\"con\":\"" + content + "\"}}";
    }

    /** Creates instances until nobody answers any more, and remembers those whose answer came. */
    private static Callable<Void> writer(URI address, String name, Set<String> acknowledged) {
        return () -> {
            try (var http = new RawHttp(address)) {
                for (int i = 0; ; i++) {
                    var box = BOXES.get(i % BOXES.size());
                    var content = box + "/" + name + "-" + i;
                    var body = instance(content);
                    var answer = http.send("POST " + box + " HTTP/1.1\r\nHost: hub\r\nX-M2M-Origin: Capp\r\n"
                            + "X-M2M-RI: " + i + "\r\nContent-Type: application/json;ty=4\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
                    if (answer.status() != 201) return null;
                    acknowledged.add(content);
                }
            } catch (IOException gone) {
                return null;
            }
        };
    }

    private Process serve() throws IOException {
        Files.deleteIfExists(folder.resolve("output"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--set",
                        "access.strangers=believed")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private URI address() {
        var output = folder.resolve("output");
        return await().atMost(PATIENCE)
                .until(
                        () -> LISTENS.matcher(Files.exists(output) ? Files.readString(output) : "")
                                .results()
                                .map(found -> URI.create(found.group(1)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
