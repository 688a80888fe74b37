// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.time.Duration;

/** A server under load: what it did, and what that took. */
final class Side implements Rounds.Measurement {
    private final Server server;
    private final Client client;
    private final Duration round;
    private double cpuSeconds;
    private double bytes;
    private long answers;

    Side(Server server, int connections, Script.Source scripts, Duration round) {
        this.server = server;
        this.client = new Client(server.port(), connections, scripts);
        this.round = round;
    }

    @Override
    public double once() throws Exception {
        double cpuBefore = server.cpuSeconds();
        double bytesBefore = server.allocatedBytes();
        var measured = client.closed(round);
        cpuSeconds += server.cpuSeconds() - cpuBefore;
        bytes += server.allocatedBytes() - bytesBefore;
        answers += measured.answers();
        return measured.perSecond();
    }

    Client client() {
        return client;
    }

    Rounds cpuMicros() {
        return new Rounds(cpuSeconds / answers * 1e6);
    }

    Rounds allocatedKilobytes() throws IOException {
        return new Rounds(bytes / answers / 1e3);
    }

    /** What was before was to get warm. */
    void forget() {
        cpuSeconds = 0;
        bytes = 0;
        answers = 0;
    }
}
