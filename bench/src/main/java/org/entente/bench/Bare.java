// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The limit of what HTTP can do here: Jetty, with one answer for everything. */
record Bare(Child process, int port) implements Server, AutoCloseable {

    /** @param body what it answers */
    static Bare start(Path folder, String body) throws IOException {
        var file = Files.createTempFile(folder, "answer", ".json");
        Files.writeString(file, body);
        var process = Child.main(BareServer.class, file.toString());
        return new Bare(process, Integer.parseInt(process.await("port")));
    }

    @Override
    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public double allocatedBytes() {
        return Double.NaN;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
