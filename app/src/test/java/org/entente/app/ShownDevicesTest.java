// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.interworking.modbus.sample.SampleBoiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs what the pages of Modbus and of MQTT things show, with their files, a boiler and a broker of this test. */
class ShownDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("port: (\\d+)");
    private static final String FILES = "interworking.mapping-files=";

    @TempDir
    private Path folder = Path.of(".");

    private Optional<SampleBoiler> boiler = Optional.empty();
    private Optional<SampleBroker> broker = Optional.empty();
    private Optional<HubUnderTest> hub = Optional.empty();
    private int started;

    @AfterEach
    void stop() throws IOException {
        stopHub();
        broker.ifPresent(SampleBroker::close);
        boiler.ifPresent(SampleBoiler::close);
    }

    private SampleBoiler boiler() throws IOException, InterruptedException {
        if (boiler.isEmpty())
            boiler = Optional.of(SampleBoiler.start(new PrintStream(OutputStream.nullOutputStream())));
        return boiler.get();
    }

    private int brokerPort() {
        if (broker.isEmpty()) broker = Optional.of(SampleBroker.start());
        return broker.get().port();
    }

    @ParameterizedTest
    @ValueSource(strings = {"modbus.md", "mqtt-things.md"})
    void commands_of_a_page_do_what_it_says(String page) throws Exception {
        var blocks = PageBlock.of(page);
        var file = blocks.stream()
                .filter(each -> each.kind().equals("yaml"))
                .findFirst()
                .orElseThrow()
                .text();
        for (int i = 0; i < blocks.size(); i++) {
            if (!blocks.get(i).isShell()) continue;
            var shown = i + 1 < blocks.size() && blocks.get(i + 1).kind().equals("text")
                    ? blocks.get(i + 1).text().strip().split("\n")
                    : new String[0];
            for (var command : blocks.get(i).commands()) run(command, file, shown);
        }
    }

    /** @param shown what stands in the answer to the last command of a block */
    private void run(List<String> command, String file, String[] shown) throws Exception {
        switch (command.getFirst() + " " + command.get(1)) {
            case "./entente serve" -> serve(command, file);
            case "./entente devices" -> devices(command, shown);
            default -> publish(command);
        }
    }

    private void stopHub() throws IOException {
        if (hub.isPresent()) hub.get().close();
    }

    private void serve(List<String> command, String file) throws Exception {
        stopHub();
        var settings = new ArrayList<String>();
        for (var word : command) if (word.contains("=")) settings.add(here(word, file));
        hub = Optional.of(new HubUnderTest(folder.resolve("data" + started++), settings));
    }

    private String here(String setting, String file) throws Exception {
        if (setting.startsWith("things.broker-url=")) return "things.broker-url=mqtt://127.0.0.1:" + brokerPort();
        if (!setting.startsWith(FILES)) return setting;
        var place = folder.resolve(setting.substring(FILES.length()));
        return FILES + Files.writeString(place, PORT.matcher(file).find() ? withPortOf(boiler(), file) : file);
    }

    private static String withPortOf(SampleBoiler boiler, String file) {
        var port = PORT.matcher(boiler.description());
        assertThat(port.find()).isTrue();
        return PORT.matcher(file).replaceAll(port.group());
    }

    /** A device comes when it has been looked at or has spoken. */
    private void devices(List<String> command, String[] shown) throws IOException {
        var words = new ArrayList<>(command.subList(1, command.size()));
        words.set(words.indexOf("admin.txt"), hub.orElseThrow().secretFile().toString());
        words.addAll(List.of("--over", hub.orElseThrow().address().toString()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            var ran = Ran.command(words);
            assertThat(ran.status()).as("%s%n%s", words, ran.said()).isZero();
            assertThat(ran.said()).contains(shown);
        });
    }

    private void publish(List<String> command) throws IOException, InterruptedException {
        var program = Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .map(each -> Path.of(each, command.getFirst()))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(program).as("%s is not installed", command.getFirst()).isPresent();
        var words = new ArrayList<>(List.of(program.orElseThrow().toString(), "-p", Integer.toString(brokerPort())));
        words.addAll(command.subList(1, command.size()));
        var ran = new ProcessBuilder(words).inheritIO().start();
        assertThat(ran.waitFor()).as("%s", words).isZero();
    }
}
