// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message that the page on captures shows is one that tshark sees, a judge whom others wrote. */
class CapturesTest {
    private static final Path PAGE = Path.of("..", "docs", "captures.md");
    private static final Pattern LINE = Pattern.compile("(?m)^(HTTP|HTTP/JSON|WebSocket|CoAP|CoAP/JSON|MQTT)  +(.*)$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path data = Path.of(".");

    /** Where a hub is over each binding. */
    private record Places(URI http, URI websocket, URI coap, URI tcp, URI mqtt) {
        static Places of(CoapHub hub) {
            var http = hub.hub().address();
            return new Places(
                    http,
                    URI.create("ws://127.0.0.1:" + http.getPort()),
                    hub.address(),
                    hub.address("coap+tcp"),
                    hub.hub().hub().brokerAddresses().getFirst());
        }

        List<String> urls() {
            return Stream.of(http, websocket, coap, tcp, mqtt)
                    .map(URI::toString)
                    .toList();
        }

        String filter() {
            return Stream.of(http, coap, tcp, mqtt)
                    .map(each -> "port " + each.getPort())
                    .collect(Collectors.joining(" or "));
        }
    }

    @Test
    @Spec({"TS-0009 §6", "TS-0020 §6", "TS-0008 §6", "TS-0010 §6"})
    void every_message_of_the_page_is_seen() throws Exception {
        assumeTrue(isInstalled(), "tshark is not installed");
        var page = LINE.matcher(Files.readString(PAGE)).results().toList();
        assertThat(page).hasSizeGreaterThan(15);
        try (var hub = new CoapHub(data, "coap.tcp.port=0", "mqtt.listen=true", "mqtt.port=0")) {
            hub.hub().fill();
            var places = Places.of(hub);
            var tshark = start(places);
            try {
                // It says that it listens before it does, so all is asked again until it has been heard.
                await().atMost(PATIENCE).until(() -> {
                    assumeTrue(tshark.isAlive() || !mayNot(), () -> "tshark may not capture here: " + said);
                    assertThat(tshark.isAlive()).as("tshark: %s", said).isTrue();
                    places.urls().forEach(CapturesTest::ask);
                    return page.stream().allMatch(line -> isSeen(line.group(1), line.group(2)));
                });
            } finally {
                tshark.destroy();
                tshark.onExit().join();
            }
        }
    }

    private static void ask(String url) {
        try (var client = Client.connect(ClientSettings.to(url).as("Capp"))) {
            assertThat(client.send(Request.retrieve("cse-in/app", "Capp")).code())
                    .as(url)
                    .isEqualTo(ResultCode.OK);
        }
    }

    private Process start(Places places) throws IOException {
        var process = new ProcessBuilder(
                        "tshark",
                        "-l",
                        "-n",
                        "-i",
                        "lo",
                        "-f",
                        places.filter(),
                        "-d",
                        "tcp.port==" + places.http().getPort() + ",http",
                        "-d",
                        "udp.port==" + places.coap().getPort() + ",coap",
                        "-d",
                        "tcp.port==" + places.tcp().getPort() + ",coap",
                        "-d",
                        "tcp.port==" + places.mqtt().getPort() + ",mqtt",
                        "-Y",
                        "http or websocket or coap or mqtt",
                        "-T",
                        "fields",
                        "-e",
                        "_ws.col.Protocol",
                        "-e",
                        "_ws.col.Info")
                .start();
        collect(process.inputReader(UTF_8), seen);
        collect(process.errorReader(UTF_8), said);
        return process;
    }

    private static void collect(BufferedReader lines, Queue<String> into) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(into::add));
    }

    private boolean isSeen(String protocol, String info) {
        var parts = Stream.of(info.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        var pattern = Pattern.compile(Pattern.quote(protocol) + "\t" + parts + "\\s*");
        return seen.stream().anyMatch(line -> pattern.matcher(line).matches());
    }

    private boolean mayNot() {
        return said.stream().anyMatch(line -> line.contains("permission"));
    }

    private static boolean isInstalled() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
    }
}
