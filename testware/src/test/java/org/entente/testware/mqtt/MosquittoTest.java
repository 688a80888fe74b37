// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.entente.testware.RunSettings;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;

/** A broker that others wrote: the suites judge it whole, and the verdicts are the ones the docs explain. */
class MosquittoTest {
    private static final long SEED = 3;

    @Test
    void mosquitto_gets_the_verdicts_that_the_docs_explain() throws Exception {
        var found = Mosquitto.find();
        assumeTrue(found.isPresent(), "skipped: no mosquitto on this machine (Debian package mosquitto)");
        var table = "mosquitto-" + found.get().version();
        assumeTrue(Adjudications.exists(table), "skipped: no adjudicated table of " + table);
        // Each on a broker of its own, at the same time: both spend half of it on waiting for keep-alive and wills.
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var by311 = tasks.submit(judging(found.get(), Version.V311, table));
            var by5 = tasks.submit(judging(found.get(), Version.V5, "mqtt5-" + table));

            assertThat(by311.get()).isEmpty();
            assertThat(by5.get()).isEmpty();
        }
    }

    private static Callable<List<String>> judging(Mosquitto.Program program, Version version, String table) {
        return () -> {
            try (var mosquitto = program.start()) {
                var settings = RunSettings.of(mosquitto.profile(), SEED).parallel(4);
                return Adjudications.of(table).unexplained(BrokerSuite.of(version, mosquitto.endpoint()), settings);
            }
        };
    }
}
