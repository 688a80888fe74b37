// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.entente.app.Main;
import org.entente.codec.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, with a hub that it starts. */
@Tag("full")
class BenchTest {
    private static final long PATIENCE_MINUTES = 10;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");

    @TempDir
    Path folder = Path.of(".");

    /** In a language with other signs and letters; figures are compared between machines and must be written alike. */
    @Test
    void quick_run_measures_a_hub_beside_its_limit_and_leaves_nothing_behind() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        var out = folder.resolve("out.json");
        var log = folder.resolve("log.txt");
        var bench = new ProcessBuilder(
                        JAVA,
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dentente.launcher=" + launcher(),
                        "-cp",
                        CLASSES,
                        Bench.class.getName(),
                        "--quick",
                        "--json",
                        "--rows=retrieve",
                        "--size=1000",
                        "--folder=" + data,
                        "--picture=" + folder.resolve("picture.svg"))
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(bench.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            bench.descendants().forEach(ProcessHandle::destroy);
            bench.destroy();
        }

        assertThat(bench.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Json.STRICT.read(Files.readAllBytes(out)).toString())
                .contains("RETRIEVE over 1,000 containers, 100 originators and policies; limit: bare Jetty")
                .contains("ratio");
        assertThat(Files.readString(folder.resolve("picture.svg"))).contains("</svg>");
        assertThat(data).isEmptyDirectory();
    }

    /** What {@code ./entente} is where the program has been built. */
    private Path launcher() throws IOException {
        var launcher = folder.resolve("launcher");
        Files.writeString(launcher, """
                #!/bin/sh
                exec "%s" -Duser.language=tr -Duser.country=TR --enable-native-access=ALL-UNNAMED -cp "%s" %s "$@"
                """.formatted(JAVA, CLASSES, Main.class.getName()));
        return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }
}
