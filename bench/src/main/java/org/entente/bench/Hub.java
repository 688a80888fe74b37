// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A hub in a process of its own: HTTP and the store; whoever says who they are is believed, so that only policies decide. */
final class Hub implements Server, AutoCloseable {
    private final Child process;
    private final int port;

    private Hub(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    static Hub start(Path data) throws IOException {
        var process = Child.program(List.of(
                System.getProperty("entente.launcher", "./entente"),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--set",
                "access.strangers=believed",
                "--set",
                "access.administrator=",
                "--set",
                "targets.loopback=true"));
        return new Hub(process, URI.create(process.await("Entente listens on")).getPort());
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
