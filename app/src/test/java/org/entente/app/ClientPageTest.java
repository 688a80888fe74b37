// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the Java that docs/client.md shows, and its application, each as a program of its own. */
class ClientPageTest {
    private static final Pattern SHOWN = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.util.concurrent.*",
            "org.entente.client.*",
            "org.entente.model.primitive.*",
            "org.entente.model.type.*");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void examples_of_the_page_run_one_after_the_other() throws Exception {
        var page = String.join("\n", Sources.lines(Path.of("docs/client.md")));
        var shown = SHOWN.matcher(page).results().map(block -> block.group(1)).collect(joining());
        var imports = IMPORTS.stream().map(each -> "import " + each + ";\n").collect(joining());
        var program = folder.resolve("Page.java");
        Files.writeString(
                program,
                imports
                        + "class Page { public static void main(String... words) throws Exception { var hub = words[0];\n"
                        + shown + "}}");

        assertThat(run(program, "ws"))
                .contains("registered as Cmeter", "heard 4711.2", "NOT_FOUND: there is no resource", "OK");
    }

    @Test
    void sample_application_runs() throws Exception {
        var program = Sources.root().resolve("docs/examples/Thermostat.java");

        assertThat(run(program, "http")).contains("the room has 20.5 degrees");
    }

    private String run(Path program, String scheme) throws IOException, InterruptedException {
        try (var hub = new HubUnderTest(folder.resolve("data"), List.of())) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var said = folder.resolve("said");
            var process = new ProcessBuilder(Stream.of(
                                    java,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    program.toString(),
                                    hub.address().toString().replace("http", scheme))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
                var output = Files.readString(said);
                assertThat(process.exitValue()).as(output).isZero();
                return output;
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
