// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with two CSEs, and the requests that it prints. */
class TopologyDemoTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("http://[^ ']+");
    private static final Pattern BODY = Pattern.compile("-d '([^']+)'");

    @TempDir
    private Path folder = Path.of(".");

    private List<Process> processes = List.of();

    @BeforeEach
    void start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        processes = List.of(new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "demo",
                        "--topology",
                        "in-mn",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start());
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : processes) {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.6")
    void requests_that_it_prints_go_through_both_and_its_end_takes_the_other_process_along() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> told().contains("Ctrl-C ends the demo.")
                        || !processes.getFirst().isAlive());
        var requests = told().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
        assertThat(requests).as(told()).hasSize(4);

        assertThat(run(requests.get(0))).contains("\"curT0\":");
        assertThat(run(requests.get(1))).contains("\"state\":true");
        assertThat(run(requests.get(2))).contains("\"csi\":\"/id-in\"");
        assertThat(run(requests.get(3))).contains("thermometer/temperature").contains("light/binarySwitch");
        await().atMost(PATIENCE).until(() -> told().contains("light on"));

        var children = processes.getFirst().descendants().toList();
        processes.getFirst().destroy();
        assertThat(processes.getFirst().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(children).hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
    }

    private String told() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Sends what a printed line would have curl send. */
    private static String run(String line) throws IOException, InterruptedException {
        var address = ADDRESS.matcher(line);
        assertThat(address.find()).as(line).isTrue();
        var body = BODY.matcher(line);
        var request = HttpRequest.newBuilder(URI.create(address.group()))
                .header("X-M2M-Origin", "CDemo")
                .header("X-M2M-RI", "1")
                .header("X-M2M-RVI", "4");
        if (body.find())
            request.header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body.group(1)));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
