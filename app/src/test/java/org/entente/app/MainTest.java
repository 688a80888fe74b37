// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What every command understands, and how it says what is wrong. */
class MainTest {
    static Stream<List<String>> commands() {
        return below(Main.commandLine(), List.of());
    }

    private static Stream<List<String>> below(CommandLine line, List<String> words) {
        return Stream.concat(
                Stream.of(words), line.getSubcommands().entrySet().stream().flatMap(each -> {
                    var longer = new ArrayList<>(words);
                    longer.add(each.getKey());
                    return below(each.getValue(), longer);
                }));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_explains_itself(List<String> words) {
        var line = new ArrayList<>(words);
        line.add("--help");

        var ran = Ran.command(line);

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(ran.out())
                .contains("Usage: "
                        + String.join(
                                " ",
                                Stream.concat(Stream.of("entente"), words.stream())
                                        .toList()));
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3"})
    void time_out_that_is_none_is_refused(String seconds) {
        var ran = Ran.command("request", "retrieve", "cse-in", "--timeout", seconds);

        assertThat(ran.err()).contains("--timeout is a number of seconds from 1, not " + seconds);
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void file_that_is_not_there_is_named(@TempDir Path folder) {
        var missing = folder.resolve("box.json");

        assertThat(Ran.command("request", "create", "cse-in", "--type", "3", "--content", "@" + missing)
                        .err())
                .contains("there is no file " + missing);
        assertThat(Ran.command("serve", "--config", missing.toString()).err())
                .contains("there is no configuration " + missing);
    }

    @Test
    void parameter_that_is_no_json_is_named() {
        assertThat(Ran.command("request", "retrieve", "cse-in", "--parameter", "rcn=oops")
                        .err())
                .contains("the value of parameter rcn is not valid JSON", "oops");
    }

    @Test
    void configuration_that_is_no_yaml_is_told_with_its_line(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("hub.yaml"), "mqtt:\n  listen: true\n bad\n");

        assertThat(Ran.command("serve", "--config", file.toString()).err()).contains("is no YAML: line 3, column 2: ");
    }

    @Test
    void port_that_is_taken_is_named(@TempDir Path data) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            assertThat(Ran.command("serve", "--port", port, "--data", data.toString())
                            .err())
                    .contains("HTTP cannot listen on 127.0.0.1:" + port + ": Address already in use");
        }
    }

    @Test
    void data_folder_of_credentials_may_be_named_before_or_behind_what_to_do(@TempDir Path data) {
        var folder = data.toString();
        Ran.command("credentials", "--data", folder, "add", "hall", "Chall");

        assertThat(Ran.command("credentials", "list", "--data", folder).out()).contains("hall  Chall");
        assertThat(Ran.command("credentials", "remove", "hall", "--data", folder)
                        .status())
                .isZero();
        assertThat(Ran.command("credentials", "--data", folder, "list").out()).isEmpty();
    }
}
