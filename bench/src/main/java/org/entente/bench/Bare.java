// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The limit of what a protocol can do here: a bare server with one answer for everything. */
record Bare(Child process, int port) implements Server, AutoCloseable {

    static Bare start(Path folder, String body) throws IOException {
        return start(folder, BareServer.class, body);
    }

    /**
     * @param main of a server with one answer for everything
     * @param body what it answers
     */
    static Bare start(Path folder, Class<?> main, String body) throws IOException {
        var file = Files.createTempFile(folder, "answer", ".json");
        Files.writeString(file, body);
        var process = Child.main(main, file.toString());
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
