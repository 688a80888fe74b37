// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, and what it tells a newcomer to do. */
class DemoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder = Path.of(".");

    private Path output = Path.of(".");
    private List<Process> processes = List.of();

    @BeforeEach
    void start() throws IOException {
        output = folder.resolve("output.txt");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var demo = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "demo",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        processes = List.of(demo);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : processes) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    @Test
    void three_requests_that_it_prints_work_and_the_lamp_goes_on() throws Exception {
        assumeTrue(hasCurl(), "curl is missing; the printed requests are made with it");
        await().atMost(PATIENCE).until(() -> told().contains("Ctrl-C ends the demo."));
        var requests = told().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
        assertThat(requests).hasSize(3);

        assertThat(run(requests.get(0))).contains("\"curT0\":");
        assertThat(run(requests.get(1))).contains("\"state\":true");
        assertThat(run(requests.get(2)))
                .contains("thermometer/temperature", "light/binarySwitch")
                .contains(SampleDevices.RESOURCES);

        await().atMost(PATIENCE).until(() -> told().contains("light on"));
    }

    @Test
    void end_of_the_demo_takes_its_device_and_its_data_along() throws Exception {
        await().atMost(PATIENCE).until(() -> told().contains("Ctrl-C ends the demo."));
        var demo = processes.getFirst();
        var device = demo.descendants().toList();

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(device).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    private String told() throws IOException {
        return Files.readString(output);
    }

    private String run(String command) throws IOException, InterruptedException {
        var answer = folder.resolve("answer.txt");
        var shell = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
        return Files.readString(answer);
    }

    private static boolean hasCurl() {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
