// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.nio.file.Path;

/** A server of another maker, node-opcua. */
record OpcUaPeer(NodeProcess process, int port) implements AutoCloseable {

    /** @param folder where it may keep its keys */
    static OpcUaPeer start(Path folder) throws Exception {
        var process = NodeProcess.start("peer.cjs", folder);
        return new OpcUaPeer(process, Integer.parseInt(process.line()));
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** Sets a variable by its browse name, as the plant itself would. */
    void set(String name, double value) {
        process.ask("set " + name + " " + value);
    }

    String value(String name) {
        return process.ask("get " + name);
    }

    @Override
    public void close() {
        process.close();
    }
}
