// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the pages about notifications and time series do what they say. */
class NotificationsPageTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final HttpSink sink = HttpSink.start();

    @TempDir
    private Path data = Path.of(".");

    NotificationsPageTest() throws IOException {}

    @AfterEach
    void end() {
        sink.close();
    }

    private static List<String> commands(String page) {
        var commands = new ArrayList<String>();
        var open = new StringBuilder();
        for (var line : Sources.lines(Path.of("docs", page))) {
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
        try (var hub = hub()) {
            var commands = commands("notifications.md");

            for (var command : commands) succeeds(command, hub);

            assertThat(commands).hasSizeGreaterThan(10);
            awaitTold("\\{\"m2m:sgn\":\\{\"sur\":\"/id-in/crs[^\"]*\"}}");
        }
    }

    @Test
    @Spec({"TS-0001 §10.2.4.29", "TS-0004 §7.5.1.2.2"})
    void commands_of_the_page_about_time_series_succeed_and_what_is_missing_is_told_of() throws Exception {
        try (var hub = hub()) {
            var commands = commands("time-series.md");

            for (var command : commands) {
                succeeds(quickened(command), hub);
                if (command.contains("\"net\":[8]"))
                    awaitTold(".*\"m2m:tsn\":\\{\"mdlt\":\\[.*\"mdc\":[2-9].*\"net\":8.*");
            }

            assertThat(commands).hasSizeGreaterThan(6);
        }
    }

    /** The page's times are for people to watch. */
    private static String quickened(String command) {
        return command.replace("\"pei\":5000,\"peid\":500,\"mdt\":1000", "\"pei\":200,\"peid\":20,\"mdt\":40")
                .replace("\"pei\":10000,\"peid\":500", "\"pei\":400,\"peid\":20");
    }

    private HubUnderTest hub() throws Exception {
        var hub = new HubUnderTest(data.resolve("hub"), List.of());
        hub.create(
                "Csensor",
                "/cse-in",
                2,
                "{\"m2m:ae\":{\"rn\":\"sensors\",\"api\":\"Nx\",\"rr\":true,\"srv\":[\"4\"]}}");
        return hub;
    }

    private void succeeds(String command, HubUnderTest hub) throws IOException {
        var ran = Ran.command(words(command, hub, hub.secretFile()));
        assertThat(ran.status()).as("%s%n%s", command, ran.said()).isZero();
    }

    private void awaitTold(String body) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sink.bodies()).anyMatch(each -> each.matches(body)));
    }
}
