// SPDX-License-Identifier: Apache-2.0
package org.entente.model.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that is installed on this machine. */
public record Program(Path path) {
    /** Skips the test where there is none of this name. */
    public static Program installed(String name) {
        var found = Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/sbin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(found).as("%s is not installed", name).isPresent();
        return new Program(found.orElseThrow());
    }

    /** Not started yet. */
    public ProcessBuilder with(String... arguments) {
        var command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Lets it do its work, which has to succeed. */
    public void run(String... arguments) throws IOException {
        var ran = with(arguments).redirectErrorStream(true).start();
        var said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ran.onExit().join().exitValue()).as("%s: %s", path, said).isZero();
    }
}
