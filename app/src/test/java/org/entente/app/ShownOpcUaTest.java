// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.interworking.opcua.sample.SamplePump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/opcua.md shows, at a hub with its files and a pump where the page has one. */
class ShownOpcUaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PLACE = Pattern.compile("opc\\.tcp://[^\"]+");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void files_and_commands_of_the_page_do_what_it_says() throws IOException {
        var blocks = PageBlock.of("opcua.md");
        try (var pump = SamplePump.start(new PrintStream(OutputStream.nullOutputStream()));
                var hub = start(pump, blocks)) {
            var there = List.of("request", "retrieve", "cse-in/pump-1/semantics", "--from", "CDemo");
            await().atMost(PATIENCE).until(() -> run(hub, there).status() == 0);
            int ran = 0;
            for (int i = 0; i < blocks.size(); i++) {
                if (!blocks.get(i).isShell()) continue;
                var commands = blocks.get(i).commands();
                for (var command : commands) {
                    var answer = run(hub, command.subList(1, command.size()));
                    assertThat(answer.status())
                            .as("%s%n%s", command, answer.said())
                            .isZero();
                    if (command.equals(commands.getLast()))
                        assertThat(answer.said())
                                .contains(blocks.get(i + 1).text().strip());
                    ran++;
                }
            }
            assertThat(ran).isPositive();
        }
    }

    /** The first file says where the pump is, the second what a boiler would be, the third is the hub's own. */
    private RunningHub start(SamplePump pump, List<PageBlock> blocks) throws IOException {
        var files = blocks.stream().filter(each -> each.kind().equals("yaml")).toList();
        assertThat(files).hasSize(3);
        var place = PLACE.matcher(pump.description()).results().findFirst().orElseThrow();
        var devices = file("devices.yaml", PLACE.matcher(files.get(0).text()).replaceAll(place.group()));
        var boilers = file("boilers.yaml", files.get(1).text());
        var settings = new ArrayList<>(RunningHubTest.OPEN);
        settings.addAll(List.of(
                "http.port=0",
                "opcua-server.port=0",
                "interworking.operators=CDemo",
                "interworking.mapping-files=" + devices + "," + boilers));
        var own = Optional.of(file("entente.yaml", files.get(2).text()));
        return RunningHub.start(Configuration.read(own, Map.of(), settings), folder.resolve("data"));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Ran run(RunningHub hub, List<String> words) {
        var line = new ArrayList<>(words);
        line.addAll(List.of("--over", hub.addresses().getFirst().toString(), "--json"));
        return Ran.command(line);
    }
}
