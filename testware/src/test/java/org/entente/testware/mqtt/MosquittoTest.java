// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;

/** A broker that others wrote: the suites judge it whole, and the verdicts are the ones the docs explain. */
class MosquittoTest {
    private static final long SEED = 3;

    @Test
    void mosquitto_gets_the_verdicts_that_the_docs_explain() throws Exception {
        var found = Mosquitto.find();
        assumeTrue(found.isPresent(), "skipped: no mosquitto on this machine (Debian package mosquitto)");
        var version = found.get().version();
        // Each on a broker of its own, at the same time: both spend half of it on waiting for keep-alive and wills.
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var by311 = tasks.submit(judging(found.get(), Version.V311));
            var by5 = tasks.submit(judging(found.get(), Version.V5));

            assertExplained(by311, "mosquitto", version);
            assertExplained(by5, "mqtt5-mosquitto", version);
        }
    }

    private static Callable<Report> judging(Mosquitto.Program program, Version version) {
        return () -> {
            try (var mosquitto = program.start()) {
                var settings = RunSettings.of(mosquitto.profile(), SEED).parallel(4);
                return new Run(BrokerSuite.of(version, mosquitto.endpoint()), settings, Progress.SILENT)
                        .perform("mosquitto", "entente test mqtt", Clock.systemUTC());
            }
        };
    }

    private static void assertExplained(Future<Report> run, String table, String version) throws Exception {
        var report = run.get();
        assertThat(report.results())
                .filteredOn(result -> result.verdict() == Verdict.ERROR)
                .isEmpty();
        var explained = explained(table, version);
        var unexplained = report.results().stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .filter(result -> !explained.containsKey(result.purpose().id()))
                .map(result -> result.purpose().id() + ": " + result.telling().reason())
                .toList();
        assertThat(unexplained).isEmpty();
        assertThat(report.results().stream()
                        .filter(result -> result.verdict() != Verdict.PASS)
                        .collect(Collectors.toMap(
                                result -> result.purpose().id(),
                                result -> result.verdict().word())))
                .isEqualTo(explained);
    }

    private static Map<String, String> explained(String table, String version) throws IOException {
        var explained = Adjudications.of(table, version);
        assumeTrue(explained.isPresent(), "skipped: no adjudicated table for mosquitto " + version);
        return explained.get();
    }
}
