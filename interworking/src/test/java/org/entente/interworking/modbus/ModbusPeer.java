// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A Modbus server of another maker, pymodbus, as a process: unit 7 with forty addresses in each table. */
final class ModbusPeer implements AutoCloseable {
    /** Debian's own, which sees Debian's packages whatever stands first on the path. */
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedReader lines;
    private final int port;

    private ModbusPeer(Process process) throws IOException {
        this.process = process;
        this.lines = process.inputReader();
        this.port = Integer.parseInt(Objects.requireNonNull(lines.readLine(), "the peer says no port"));
    }

    /** @param framing tcp or rtu */
    static ModbusPeer start(String framing) throws Exception {
        assumeTrue(isInstalled(), "pymodbus 3.0 is missing (python3-pymodbus of Debian 12)");
        var script = Path.of(
                Objects.requireNonNull(ModbusPeer.class.getResource("peer.py")).toURI());
        return new ModbusPeer(new ProcessBuilder(PYTHON, script.toString(), framing)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static boolean isInstalled() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) return false;
        return new ProcessBuilder(PYTHON, "-c", "from pymodbus.transaction import ModbusRtuFramer")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    int port() {
        return port;
    }

    void set(String table, int address, int... words) {
        say("set " + table + " " + address + " " + String.join(" ", texts(words)));
    }

    List<Integer> words(String table, int address, int count) {
        return Arrays.stream(say("get " + table + " " + address + " " + count).split(" "))
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> texts(int[] words) {
        return Arrays.stream(words).mapToObj(Integer::toString).toList();
    }

    private String say(String command) {
        try {
            process.outputWriter().write(command + "\n");
            process.outputWriter().flush();
            return Objects.requireNonNull(lines.readLine(), "the peer has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a word to those who are connected. */
    void end() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        end();
    }
}
