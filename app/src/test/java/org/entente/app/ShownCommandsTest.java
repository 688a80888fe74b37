// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs what pages show, block by block; what is shown below a block stands in the answer to its last command. */
class ShownCommandsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "actions.md",
                "authorization.md",
                "geo.md",
                "management-commands.md",
                "requests.md",
                "transactions.md"
            })
    void commands_of_a_page_do_what_it_says(String page, @TempDir Path data) throws Exception {
        var blocks = PageBlock.of(page);
        assertThat(blocks).isNotEmpty();
        try (var hub = new HubUnderTest(data, List.of())) {
            hub.create(
                    "Csensor",
                    "/cse-in",
                    2,
                    "{\"m2m:ae\":{\"rn\":\"sensors\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
            for (int i = 0; i < blocks.size(); i++) {
                if (!blocks.get(i).isShell()) continue;
                var commands = commands(blocks.get(i));
                for (var command : commands.subList(0, commands.size() - 1)) succeeds(hub, command);
                boolean shown =
                        i + 1 < blocks.size() && blocks.get(i + 1).kind().equals("json");
                if (shown) answers(hub, commands.getLast(), blocks.get(i + 1).text());
                else succeeds(hub, commands.getLast());
            }
        }
    }

    private static void succeeds(HubUnderTest hub, List<String> command) throws IOException {
        var answer = run(hub, command);
        assertThat(answer.status()).as("%s%n%s", command, answer.said()).isZero();
    }

    /** What the hub does by itself may come a moment later. */
    private static void answers(HubUnderTest hub, List<String> command, String shown) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(run(hub, command).said())
                        .contains(shown.strip().split("\n")));
    }

    private static Ran run(HubUnderTest hub, List<String> command) throws IOException {
        var line = new ArrayList<String>();
        for (var word : command) line.add(word.endsWith("…") ? completed(hub, word) : word);
        if (line.contains(HubUnderTest.ADMIN))
            line.addAll(List.of("--credential-file", hub.secretFile().toString()));
        line.addAll(List.of("--over", hub.address().toString(), "--json"));
        return Ran.command(line);
    }

    /** The address of the child whose name a page has cut short, since the hub chooses it. */
    private static String completed(HubUnderTest hub, String address) throws IOException {
        var parent = address.substring(0, address.lastIndexOf('/'));
        var found = run(
                        hub,
                        List.of("request", "retrieve", parent, "--parameter", "rcn=6", "--from", HubUnderTest.ADMIN))
                .out();
        var full = Pattern.compile(Pattern.quote(address.replace("…", "")) + "[^\"]*")
                .matcher(found);
        assertThat(full.find()).as("%s in %s", address, found).isTrue();
        return full.group();
    }

    /** Without the program and the credential, which differs here. */
    private static List<List<String>> commands(PageBlock block) {
        var commands = new ArrayList<List<String>>();
        for (var command : block.commands()) {
            var words = new ArrayList<>(command.subList(1, command.size()));
            int credential = words.indexOf("--credential-file");
            if (credential >= 0) words.subList(credential, credential + 2).clear();
            commands.add(words);
        }
        return commands;
    }
}
