// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A hub in a process of its own: HTTP and the store; whoever says who they are is believed, so that only policies decide. */
final class Hub implements Server, AutoCloseable {
    private final Child process;
    private final int port;

    private Hub(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param more settings */
    static Hub start(Path data, String... more) throws IOException {
        return start(List.of(), data, Map.of(), more);
    }

    /** @param before what stands before the command, such as a tracer; its process is the hub's */
    static Hub start(List<String> before, Path data) throws IOException {
        return start(before, data, Map.of());
    }

    /**
     * @param environment beside that of this process, such as {@code ENTENTE_JAVA_OPTS}
     * @param more settings
     */
    static Hub start(Path data, Map<String, String> environment, String... more) throws IOException {
        return start(List.of(), data, environment, more);
    }

    private static Hub start(List<String> before, Path data, Map<String, String> environment, String... more)
            throws IOException {
        var command = new ArrayList<>(before);
        var launcher = System.getProperty("entente.launcher", "./entente");
        command.addAll(List.of(launcher, "serve", "--port", "0", "--data", data.toString()));
        var settings = Stream.of("access.strangers=believed", "access.administrator=", "targets.loopback=true");
        Stream.concat(settings, Stream.of(more)).forEach(each -> command.addAll(List.of("--set", each)));
        var process = Child.program(command, environment);
        return new Hub(process, URI.create(process.await("Entente listens on")).getPort());
    }

    Child process() {
        return process;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public double allocatedBytes() throws IOException {
        return metric("entente_allocated_bytes_total");
    }

    double residentMegabytes() throws IOException {
        return process.residentMegabytes();
    }

    /** The sum of a metric over its labels. */
    double metric(String name) throws IOException {
        try (var metrics =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
