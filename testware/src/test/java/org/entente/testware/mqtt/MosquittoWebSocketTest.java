// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WebSocket server that others wrote. */
class MosquittoWebSocketTest {
    private static final long SEED = 3;

    @Test
    void mosquitto_gets_the_verdicts_over_websocket_that_the_docs_explain(@TempDir Path folder) throws Exception {
        var table = "websocket-mosquitto-" + GuardedMosquitto.version();
        assumeTrue(Adjudications.exists(table), "skipped: no adjudicated table of " + table);
        try (var mosquitto = GuardedMosquitto.startWebSocket(folder)) {
            var settings = Unhurried.of(GuardedMosquitto.profile(), SEED).only(p -> p.id().contains("_WEBSOCKET_"));
            var suite = BrokerSuite.of(Version.V311, mosquitto.webSocket());

            assertThat(Adjudications.of(table).unexplained(suite, settings)).isEmpty();
        }
    }
}
