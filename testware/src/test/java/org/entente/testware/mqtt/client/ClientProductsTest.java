// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.entente.testware.RunSettings;
import org.entente.testware.mqtt.Adjudications;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that others wrote: no verdict that the committed tables do not explain. */
@Tag("full")
class ClientProductsTest {
    private static final Path PEERS = Path.of("..", "target", "peers");
    private static final long SEED = 3;
    /** Each case starts a program, perhaps a virtual machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final Duration BUDGET = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({
        "mosquitto, mosquitto-2.0.11, /usr/bin/mosquitto_pub",
        "mqtt.js, mqtt.js-5.16.0, mqtt-5.16.0",
        "hivemq, hivemq-1.4.2, hivemq-client-1.4.2"
    })
    void client_gets_the_verdicts_that_its_tables_explain(String adapter, String product, String needed)
            throws IOException {
        assumeTrue(Files.exists(PEERS.resolve(needed)), "skipped: ./verify has not installed " + needed);
        var settings = new RunSettings(ClientSuite.ASSUMED, List.of(), purpose -> true, SEED, 1, 3, PATIENCE, BUDGET);
        var tester = AdapterProcess.of(adapter, PEERS);

        assertThat(Adjudications.of("client-" + product).unexplained(ClientSuite.of(Version.V311, tester), settings))
                .isEmpty();
        assertThat(Adjudications.of("mqtt5-client-" + product)
                        .unexplained(ClientSuite.of(Version.V5, tester), settings))
                .isEmpty();
    }
}
