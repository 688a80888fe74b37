// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Clock;
import org.entente.testware.Progress;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;

/** A WebSocket server that others wrote. */
class MosquittoWebSocketTest {
    private static final long SEED = 3;

    @Test
    void mosquitto_gets_the_verdicts_over_websocket_that_the_docs_explain() throws Exception {
        var found = Mosquitto.find();
        assumeTrue(found.isPresent(), "skipped: no mosquitto on this machine (Debian package mosquitto)");
        var explained = Adjudications.of("websocket-mosquitto", found.get().version());
        assumeTrue(explained.isPresent(), "skipped: no adjudicated table for this mosquitto");
        try (var mosquitto = found.get().start()) {
            var settings = RunSettings.of(mosquitto.profile(), SEED).only(p -> p.id().contains("_WEBSOCKET_"));

            var report = new Run(BrokerSuite.of(Version.V311, mosquitto.webSocket()), settings, Progress.SILENT)
                    .perform("mosquitto", "entente test mqtt", Clock.systemUTC());

            assertThat(report.results().stream()
                            .filter(result -> result.verdict() != Verdict.PASS)
                            .map(result -> result.purpose().id() + "\t"
                                    + result.verdict().word()))
                    .containsExactlyInAnyOrderElementsOf(explained.get().entrySet().stream()
                            .map(entry -> entry.getKey() + "\t" + entry.getValue())
                            .toList());
        }
    }
}
