// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page about notifications do what it says. */
class NotificationsPageTest {
    private static final Path PAGE = Path.of("docs", "notifications.md");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final HttpSink sink = HttpSink.start();

    @TempDir
    private Path data = Path.of(".");

    NotificationsPageTest() throws IOException {}

    @AfterEach
    void end() {
        sink.close();
    }

    private static List<String> commands() {
        var commands = new ArrayList<String>();
        var open = new StringBuilder();
        for (var line : Sources.lines(PAGE)) {
            if (open.isEmpty() && !line.startsWith("./entente request ")) continue;
            boolean goesOn = line.endsWith("\\");
            open.append(goesOn ? line.substring(0, line.length() - 1) : line);
            if (goesOn) continue;
            commands.add(open.toString());
            open.setLength(0);
        }
        return commands;
    }

    private List<String> words(String command, HubUnderTest hub, Path admin) {
        var words = new ArrayList<String>();
        var found = WORD.matcher(command.substring("./entente ".length()));
        while (found.find()) words.add(found.group(1) != null ? found.group(1) : found.group(2));
        words.replaceAll(word -> word.replace("http://127.0.0.1:9000/", sink.url("/")));
        int credential = words.indexOf("--credential-file");
        if (words.get(credential + 1).equals("admin.txt")) words.set(credential + 1, admin.toString());
        else words.subList(credential, credential + 2).clear(); // this hub believes who is not its administrator
        words.addAll(List.of("--over", hub.address().toString(), "--json"));
        return words;
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.18")
    void commands_of_the_page_succeed_and_the_window_is_told_of() throws Exception {
        try (var hub = new HubUnderTest(data.resolve("hub"), List.of())) {
            hub.create(
                    "Csensor",
                    "/cse-in",
                    2,
                    "{\"m2m:ae\":{\"rn\":\"sensors\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
            var admin = hub.secretFile();

            var commands = commands();
            for (var command : commands) {
                var ran = Ran.command(words(command, hub, admin));
                assertThat(ran.status()).as("%s%n%s", command, ran.said()).isZero();
            }

            assertThat(commands).hasSizeGreaterThan(10);
            await().untilAsserted(() -> assertThat(sink.bodies())
                    .anyMatch(body -> body.matches("\\{\"m2m:sgn\":\\{\"sur\":\"/id-in/crs[^\"]*\"}}")));
        }
    }
}
