// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entente.testware.Progress;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that others wrote, over every way there is to the tester. */
class ReadyAdaptersTest {
    private static final Path PEERS = Path.of("..", "target", "peers");
    private static final Set<String> PURPOSES = Set.of("ENT_MQTT5_CLIENT_CONNECT_003", "ENT_MQTT5_CLIENT_PUBLISH_002");
    private static final long SEED = 3;
    /** Starting a program may take long on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration BUDGET = Duration.ofSeconds(20);

    /** Each case starts a virtual machine of its own. */
    @ParameterizedTest
    @CsvSource({"hivemq, hivemq-client-1.4.2, mqtt", "hivemq, hivemq-client-1.4.2, wss"})
    @Tag("full")
    void java_client_connects_and_publishes(String adapter, String product, String scheme) throws IOException {
        client_connects_and_publishes(adapter, product, scheme);
    }

    @ParameterizedTest
    @CsvSource({"mosquitto, /usr/bin/mosquitto_pub, mqtts", "mqtt.js, mqtt-5.16.0, ws", "mqtt.js, mqtt-5.16.0, wss"})
    void client_connects_and_publishes(String adapter, String product, String scheme) throws IOException {
        assumeTrue(Files.exists(PEERS.resolve(product)), "skipped: ./verify has not installed " + product);
        var settings = new RunSettings(
                ClientSuite.ASSUMED,
                List.of(),
                purpose -> PURPOSES.contains(purpose.id()),
                SEED,
                1,
                2,
                PATIENCE,
                BUDGET);
        var suite = ClientSuite.of(Version.V5, AdapterProcess.of(adapter, PEERS), Reception.over(scheme));

        var report = new Run(suite, settings, Progress.SILENT)
                .perform(adapter, "entente test mqtt-client", Clock.systemUTC());

        assertThat(report.results())
                .hasSize(PURPOSES.size())
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.purpose().id() + ": " + result.telling().reason())
                        .isEqualTo(Verdict.PASS));
    }
}
