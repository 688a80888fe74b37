// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A script on a package of npm, in a process of its own, that answers each line with a line. */
public final class NodeProcess implements AutoCloseable {
    private static final Path PEERS = Path.of("..", "target", "peers");

    private final Process process;
    private final BufferedReader lines;

    private NodeProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /**
     * @param product with its version, as {@code verify} names it
     * @param test beside which the script is
     * @param words for the script, which gets the folder of the product before them
     */
    public static NodeProcess start(String product, Class<?> test, String script, String... words) throws Exception {
        var modules = PEERS.resolve(product);
        assumeTrue(Files.isDirectory(modules), product + " is missing; ./verify installs it with npm");
        var file = Path.of(Objects.requireNonNull(test.getResource(script)).toURI());
        var command = new ArrayList<>(List.of(
                "node", file.toString(), modules.toAbsolutePath().normalize().toString()));
        command.addAll(List.of(words));
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Waits for what it says next. */
    public String line() {
        try {
            return Objects.requireNonNull(lines.readLine(), "the peer has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String ask(String command) {
        try {
            process.outputWriter().write(command + "\n");
            process.outputWriter().flush();
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
