// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A script on node-opcua, in a process of its own, that answers each line with a line. */
final class NodeProcess implements AutoCloseable {
    private static final Path MODULES = Path.of("..", "target", "peers", "node-opcua-server-2.182.2");

    private final Process process;
    private final BufferedReader lines;

    private NodeProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /** @param folder where it may keep its keys */
    static NodeProcess start(String script, Path folder, String... words) throws Exception {
        assumeTrue(Files.isDirectory(MODULES), "node-opcua is missing; ./verify installs it with npm");
        var file = Path.of(
                Objects.requireNonNull(NodeProcess.class.getResource(script)).toURI());
        var command = new ArrayList<>(List.of(
                "node",
                file.toString(),
                MODULES.toAbsolutePath().normalize().toString(),
                Files.createDirectories(folder).toString()));
        command.addAll(List.of(words));
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Waits for what it says next. */
    String line() {
        try {
            return Objects.requireNonNull(lines.readLine(), "the peer has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String command) {
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
