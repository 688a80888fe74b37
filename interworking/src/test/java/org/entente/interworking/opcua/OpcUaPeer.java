// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A server of another maker, node-opcua, in a process of its own. */
final class OpcUaPeer implements AutoCloseable {
    private static final Path MODULES = Path.of("..", "target", "peers", "node-opcua-server-2.182.2");

    private final Process process;
    private final BufferedReader lines;
    private final int port;

    private OpcUaPeer(Process process) throws IOException {
        this.process = process;
        this.lines = process.inputReader();
        this.port = Integer.parseInt(Objects.requireNonNull(lines.readLine(), "the peer says no port"));
    }

    /** @param folder where it may keep its keys */
    static OpcUaPeer start(Path folder) throws Exception {
        assumeTrue(Files.isDirectory(MODULES), "node-opcua is missing; ./verify installs it with npm");
        var script = Path.of(
                Objects.requireNonNull(OpcUaPeer.class.getResource("peer.cjs")).toURI());
        return new OpcUaPeer(new ProcessBuilder(
                        "node",
                        script.toString(),
                        MODULES.toAbsolutePath().normalize().toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** Sets a variable by its browse name, as the plant itself would. */
    void set(String name, double value) {
        ask("set " + name + " " + value);
    }

    String value(String name) {
        return ask("get " + name);
    }

    private String ask(String command) {
        try {
            process.outputWriter().write(command + "\n");
            process.outputWriter().flush();
            return Objects.requireNonNull(lines.readLine(), "the peer has ended");
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
