// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.entente.testware.Progress;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.junit.jupiter.api.Test;

/** A broker that others wrote: the suite judges it whole, and the verdicts are the ones the docs explain. */
class MosquittoTest {
    @Test
    void mosquitto_gets_the_verdicts_that_the_docs_explain() throws IOException {
        var found = Mosquitto.find();
        assumeTrue(found.isPresent(), "skipped: no mosquitto on this machine (Debian package mosquitto)");
        try (var mosquitto = found.get().start()) {
            var settings = RunSettings.of(mosquitto.profile(), 3);

            var report = new Run(new BrokerSuite(mosquitto.endpoint()), settings, Progress.SILENT)
                    .perform("mosquitto", "entente test mqtt", Clock.systemUTC());

            assertThat(report.took()).isLessThan(Duration.ofSeconds(30));
            assertThat(report.results())
                    .filteredOn(result -> result.verdict() == Verdict.ERROR)
                    .isEmpty();
            var explained = Adjudications.of("mosquitto", mosquitto.version());
            assumeTrue(explained.isPresent(), "skipped: no adjudicated table for mosquitto " + mosquitto.version());
            assertThat(report.results().stream()
                            .filter(result -> result.verdict() != Verdict.PASS)
                            .collect(Collectors.toMap(
                                    result -> result.purpose().id(),
                                    result -> result.verdict().word())))
                    .isEqualTo(explained.get());
        }
    }
}
