// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import org.entente.interworking.NodeProcess;

/** The broker aedes, which speaks MQTT 3.1.1 and nothing newer. */
record Aedes(NodeProcess process, int port) implements Venue {
    /** Skips the test where npm could not install it. */
    static Aedes start() throws Exception {
        var process = NodeProcess.start("aedes-1.2.0", Aedes.class, "aedes.cjs", USER, PASSWORD);
        return new Aedes(process, Integer.parseInt(process.line()));
    }

    /** By which version of the protocol a client is there: 4 is MQTT 3.1.1. */
    String version(String client) {
        return process.ask("version " + client);
    }

    @Override
    public void close() {
        process.close();
    }
}
