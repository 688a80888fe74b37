// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs what the pages of the bindings show, against the hubs that they start, on ports and with files of its own. */
class ShownBindingsTest {
    private static final Pattern AUTHORITY = Pattern.compile("([a-z+]+)://[^/]*(/.*)?");
    private static final Pattern SHARED_KEY = Pattern.compile("(?m)^psk (\\S+) (\\S+) .*$");
    private static final Pattern SUCCESS = Pattern.compile("c:2\\.05|\"rsc\":2001");
    private static final Pattern PORT = Pattern.compile("(.*\\.port)=\\d+");

    private Optional<CoapHub> hub = Optional.empty();
    private int started;

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() throws IOException {
        if (hub.isPresent()) hub.get().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coap.md", "mqtt.md", "websocket.md"})
    void commands_of_a_page_do_what_it_says(String page) throws Exception {
        var blocks = PageBlock.of(page);
        for (var block : blocks) keepKeys(block.text());
        int ran = 0;
        for (var block : blocks) {
            if (!block.isShell()) continue;
            for (var command : block.commands()) {
                // A broker that is elsewhere is not here.
                if (command.toString().contains("mqtt.broker-url")) continue;
                run(command);
                ran++;
            }
        }
        assertThat(ran).isPositive();
    }

    /** The files that the page shows the content of, as far as it is a whole one. */
    private void keepKeys(String text) throws IOException {
        var key = SHARED_KEY.matcher(text);
        if (!key.find()) return;
        HubUnderTest.secretFile(folder.resolve("peers"), key.group() + "\n");
        HubUnderTest.secretFile(folder.resolve("sensor"), key.group(1) + " " + key.group(2) + "\n");
    }

    private void run(List<String> command) throws Exception {
        switch (command.getFirst() + " " + command.get(1)) {
            case "./entente serve" -> serve(command);
            case "./entente request" -> succeeds(here(command.subList(1, command.size())));
            case "./entente certificates" -> certificates(command);
            default -> external(command);
        }
    }

    private void serve(List<String> command) throws IOException {
        stop();
        var settings = new ArrayList<>(List.of("access.base=C*:retrieve", "coap.tcp.port=-1", "mqtt.port=0"));
        for (var word : command)
            if (word.contains("=")) settings.add(file(PORT.matcher(word).replaceAll("$1=0")));
        settings.add("coap.dtls.port=0");
        hub = Optional.of(new CoapHub(folder.resolve("data" + started++), settings.toArray(String[]::new)));
    }

    private void certificates(List<String> command) {
        var words = new ArrayList<>(command.subList(1, command.size()));
        words.addAll(List.of("--folder", folder.resolve("certificates").toString()));
        succeeds(words);
    }

    private static void succeeds(List<String> words) {
        var ran = Ran.command(words);
        assertThat(ran.status()).as("%s%n%s", words, ran.said()).isZero();
    }

    /** The same for the hub that runs here. */
    private List<String> here(List<String> words) throws IOException {
        if (hub.isEmpty()) serve(List.of());
        var here = new ArrayList<String>();
        for (var word : words) here.add(word.contains("://") ? place(word) : file(word));
        return here;
    }

    private String place(String shown) {
        var parts = AUTHORITY.matcher(shown);
        if (!parts.matches()) return shown; // a content with something of the kind in it
        return address(parts.group(1)) + Optional.ofNullable(parts.group(2)).orElse("");
    }

    private URI address(String scheme) {
        var running = hub.orElseThrow();
        return switch (scheme) {
            case "mqtt" -> running.hub().hub().brokerAddresses().getFirst();
            case "ws", "http" -> URI.create(running.hub().address().toString().replace("http", scheme));
            default -> running.address(scheme);
        };
    }

    /** A file that is named by itself or as the value of a setting. */
    private String file(String word) throws IOException {
        int equals = word.indexOf('=');
        var name = word.substring(equals + 1);
        if (name.equals("admin.txt"))
            return hub.orElseThrow().hub().secretFile().toString();
        boolean isThere = !name.isEmpty() && !name.startsWith("/") && Files.exists(folder.resolve(name));
        return isThere ? word.substring(0, equals + 1) + folder.resolve(name) : word;
    }

    /** Of programs that others wrote, where they are installed. */
    private void external(List<String> command) throws IOException {
        if (!isInstalled(command.getFirst()) || command.getFirst().equals("mosquitto_sub")) return;
        var words = new ArrayList<>(here(command));
        if (words.getFirst().startsWith("mosquitto"))
            words.addAll(
                    1,
                    List.of(
                            "-W",
                            "60",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(address("mqtt").getPort())));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (var lines = process.inputReader(UTF_8).lines()) {
            assertThat(lines.anyMatch(each -> SUCCESS.matcher(each).find()))
                    .as("%s", words)
                    .isTrue();
        } finally {
            process.destroy();
        }
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
