// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.entente.testware.Progress;
import org.entente.testware.Run;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.Unhurried;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;

/** A client that others wrote, behind its adapter. */
class MosquittoClientTest {
    @Test
    void mosquitto_publishes_and_subscribes_as_the_standard_asks() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/mosquitto_pub"))
                        && Files.isExecutable(Path.of("/usr/bin/mosquitto_sub")),
                "skipped: no mosquitto_pub on this machine (Debian package mosquitto-clients)");
        var settings = Unhurried.of(ClientSuite.ASSUMED, 3)
                .only(p -> p.id().contains("_PUB") || p.id().contains("SCRIBE_") || p.id().contains("_DISCONNECT_"))
                .parallel(4);

        var report = new Run(
                        ClientSuite.of(Version.V311, AdapterProcess.of("mosquitto", Path.of("none"))),
                        settings,
                        Progress.SILENT)
                .perform("mosquitto", "entente test mqtt-client", Clock.systemUTC());

        assertThat(report.results())
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.purpose().id() + ": " + result.telling().reason())
                        .isEqualTo(Verdict.PASS));
    }
}
