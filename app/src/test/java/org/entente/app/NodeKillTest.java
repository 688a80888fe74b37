// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.model.Spec;
import org.entente.model.peer.KeptPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ASN-CSE that works with the IN-CSE through an MN-CSE, which is killed and comes back: nothing is lost. */
class NodeKillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CONTENT = Pattern.compile("\"con\":\"([^\"]+)\"");
    private static final List<String> OPEN = List.of(
            "access.administrator=",
            "access.strangers=believed",
            "access.registrants=C*",
            "access.base=all:retrieve+discovery",
            "targets.loopback=true",
            "registrar.check=500ms",
            "delivery.attempts=1000", // however long a start takes on a busy machine
            "delivery.first-wait=50ms",
            "delivery.longest-wait=500ms");

    @TempDir
    private Path folder = Path.of(".");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpSink sink = HttpSink.start();
    private URI in = URI.create("http://127.0.0.1");
    private URI asn = URI.create("http://127.0.0.1");
    /** The MN-CSE has to come back where the others know it. */
    private final KeptPort port = new KeptPort();

    private Process middle = new ProcessBuilder("true").start();

    NodeKillTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        in = run("in", List.of("access.cses=/id-mn"));
        middle = serve();
        var below = List.of(
                "cse.id=/id-asn",
                "cse.name=cse-asn",
                "cse.type=asn",
                "registrar.cse-id=/id-mn",
                "registrar.url=" + mn());
        asn = run("asn", below);
        await().atMost(PATIENCE).until(() -> get(in, "/cse-in/id-mn", "/id-mn").contains("/id-asn"));
    }

    @AfterEach
    void end() throws Exception {
        for (var each : open.reversed()) each.close();
        middle.destroy();
        if (!middle.waitFor(30, TimeUnit.SECONDS)) middle.destroyForcibly();
        port.close();
        sink.close();
    }

    private URI run(String name, List<String> further) {
        var all = new ArrayList<>(OPEN);
        all.add("http.port=0");
        all.addAll(further);
        var hub = RunningHub.start(Configuration.read(Optional.empty(), Map.of(), all), folder.resolve(name));
        open.add(hub);
        return hub.addresses().getFirst();
    }

    private URI mn() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    private Process serve() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                Integer.toString(port.number()),
                "--data",
                folder.resolve("mn").toString()));
        var settings = new ArrayList<>(OPEN);
        settings.addAll(List.of(
                "cse.id=/id-mn",
                "cse.name=cse-mn",
                "cse.type=mn",
                "access.cses=/id-asn",
                "registrar.cse-id=/id-in",
                "registrar.url=" + in));
        for (var each : settings) command.addAll(List.of("--set", each));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mn.txt").toFile()))
                .start();
    }

    @Test
    @Spec({"TS-0004 §7.3.2.6", "TS-0004 §7.5.1.2.2", "TS-0001 §10.2.2.6"})
    void nothing_that_was_acknowledged_and_no_notification_is_lost() throws Exception {
        prepare();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var told = ConcurrentHashMap.<String>newKeySet();
        var over = new AtomicBoolean();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = List.of(
                    tasks.submit(writer("/~/id-in/cse-in/app/box", "up", acknowledged, over)),
                    tasks.submit(writer("/cse-asn/leaf/box", "news", told, over)));
            await().atMost(PATIENCE).until(() -> acknowledged.size() > 20 && heard().size() > 10);
            middle.destroyForcibly(); // on POSIX a SIGKILL: no hook runs
            assertThat(middle.waitFor(30, TimeUnit.SECONDS)).isTrue();
            int before = acknowledged.size();
            int during = told.size();
            await().atMost(PATIENCE).until(() -> told.size() > during + 5);
            middle = serve();
            await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 20);
            over.set(true);
            for (var each : work) each.get();
        }

        var stored = get(in, "/cse-in/app/box?rcn=4", "Capp");
        assertThat(contents(stored)).containsAll(acknowledged);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard()).containsAll(told));
    }

    private Set<String> heard() {
        return sink.bodies().stream()
                .flatMap(body -> CONTENT.matcher(body).results())
                .map(each -> each.group(1))
                .collect(Collectors.toSet());
    }

    /** A box at each end; the application at the IN-CSE hears of what the one at the ASN-CSE puts into its own. */
    private void prepare() throws IOException {
        var point = sink.url("/app");
        policy(in, "cse-in/app", "Capp", "/id-asn", "/id-asn/Cleaf", point);
        policy(asn, "cse-asn/leaf", "Cleaf", "/id-in/Capp", "/id-in/Capp", point);
        post(
                in,
                "/~/id-asn/cse-asn/leaf/box",
                "Capp",
                23,
                "{\"m2m:sub\":{\"enc\":{\"net\":[3]},\"nu\":[\"/id-in/Capp\"]}}");
    }

    private void policy(URI hub, String path, String stem, String friend, String other, String point)
            throws IOException {
        var name = path.substring(path.indexOf('/') + 1);
        var base = "/" + path.substring(0, path.indexOf('/'));
        post(
                hub,
                base,
                stem,
                2,
                "{\"m2m:ae\":{\"rn\":\"" + name + "\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"],\"poa\":[\"" + point
                        + "\"]}}");
        var rules = "{\"acr\":[{\"acor\":[\"" + stem + "\",\"" + friend + "\",\"" + other + "\"],\"acop\":63}]}";
        post(hub, "/" + path, stem, 1, "{\"m2m:acp\":{\"rn\":\"all\",\"pv\":" + rules + ",\"pvs\":" + rules + "}}");
        post(hub, "/" + path, stem, 3, "{\"m2m:cnt\":{\"rn\":\"box\",\"acpi\":[\"" + path + "/all\"]}}");
        assertThat(send(hub, "PUT", "/" + path, stem, 0, "{\"m2m:ae\":{\"acpi\":[\"" + path + "/all\"]}}"))
                .startsWith("200");
    }

    /** Creates instances, and remembers those whose answer came. */
    private Callable<Void> writer(String box, String name, Set<String> acknowledged, AtomicBoolean over) {
        return () -> {
            for (int i = 0; !over.get(); i++) {
                var content = name + i;
                var body = "{\"m2m:cin\":{\"con\":\"" + content + "\"}}";
                if (send(asn, "POST", box, "Cleaf", 4, body).startsWith("201")) acknowledged.add(content);
            }
            return null;
        };
    }

    private static List<String> contents(String body) {
        return CONTENT.matcher(body).results().map(each -> each.group(1)).toList();
    }

    private void post(URI hub, String path, String from, int type, String body) throws IOException {
        assertThat(send(hub, "POST", path, from, type, body)).as(path).startsWith("201");
    }

    private String get(URI hub, String path, String from) throws IOException {
        return send(hub, "GET", path, from, 0, "");
    }

    private static String send(URI hub, String method, String path, String from, int type, String body)
            throws IOException {
        try (var http = new RawHttp(hub)) {
            var content = body.isEmpty()
                    ? ""
                    : "Content-Type: application/json" + (type == 0 ? "" : ";ty=" + type) + "\r\nContent-Length: "
                            + body.length() + "\r\n";
            var answer = http.send(method + " " + path + " HTTP/1.1\r\nHost: hub\r\nX-M2M-Origin: " + from
                    + "\r\nX-M2M-RI: r" + System.nanoTime() + "\r\nX-M2M-RVI: 4\r\n" + content + "\r\n" + body);
            return answer.status() + " " + answer.body();
        }
    }
}
