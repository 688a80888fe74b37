// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.interworking.NodeProcess;

/** A server of another maker, node-opcua. */
record OpcUaPeer(NodeProcess process, int port) implements AutoCloseable {
    static final String PRODUCT = "node-opcua-server-2.182.2";

    /** @param folder where it may keep its keys */
    static OpcUaPeer start(Path folder) throws Exception {
        var process = NodeProcess.start(
                PRODUCT,
                OpcUaPeer.class,
                "peer.cjs",
                Files.createDirectories(folder).toString());
        return new OpcUaPeer(process, Integer.parseInt(process.line()));
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** Sets a variable by its browse name, as the plant itself would. */
    void set(String name, double value) {
        process.ask("set " + name + " " + value);
    }

    /** Has it do what is more than another value: {@code ring}, {@code grow} or {@code shrink}. */
    void does(String deed) {
        process.ask(deed);
    }

    String value(String name) {
        return process.ask("get " + name);
    }

    @Override
    public void close() {
        process.close();
    }
}
