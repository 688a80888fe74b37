// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that others wrote: the suites judge it whole, and the verdicts are the ones the docs explain. */
class MosquittoTest {
    private static final long SEED = 3;

    @TempDir
    private Path folder;

    @Test
    void mosquitto_gets_the_verdicts_that_the_docs_explain() throws Exception {
        var table = "mosquitto-" + GuardedMosquitto.version();
        assumeTrue(Adjudications.exists(table), "skipped: no adjudicated table of " + table);
        // Each on a broker of its own, at the same time: both spend half of it on waiting for keep-alive and wills.
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var by311 = tasks.submit(judging(Version.V311, table));
            var by5 = tasks.submit(judging(Version.V5, "mqtt5-" + table));

            assertThat(by311.get()).isEmpty();
            assertThat(by5.get()).isEmpty();
        }
    }

    private Callable<List<String>> judging(Version version, String table) {
        return () -> {
            var own = Files.createDirectory(folder.resolve(version.name()));
            try (var mosquitto = GuardedMosquitto.start(own)) {
                var settings =
                        Unhurried.ofMany(GuardedMosquitto.profile(), SEED).parallel(4);
                return Adjudications.of(table).unexplained(BrokerSuite.of(version, mosquitto.endpoint()), settings);
            }
        };
    }
}
