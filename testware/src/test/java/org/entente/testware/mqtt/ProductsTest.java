// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.testware.RunSettings;
import org.entente.testware.Suite;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that others wrote: no verdict that the committed tables do not explain. */
@Tag("full")
class ProductsTest {
    private static final long SEED = 5;
    /** A virtual machine that has just started takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration BUDGET = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(Product.Kind.class)
    void product_gets_the_verdicts_that_its_tables_explain(Product.Kind kind) throws IOException {
        assumeTrue(kind.isInstalled(), "skipped: ./verify --full has not installed " + kind.folder);
        try (var product = Product.start(kind)) {
            var unexplained = new ArrayList<String>();
            for (var version : Version.values()) {
                if (kind.speaks(version)) {
                    var prefix = version == Version.V5 ? "mqtt5-" : "";
                    var suite = BrokerSuite.of(version, product.endpoint("mqtt"));
                    unexplained.addAll(unexplained(kind, prefix, suite, ""));
                }
            }
            var webSocket = BrokerSuite.of(Version.V311, product.endpoint("ws"));
            unexplained.addAll(unexplained(kind, "websocket-", webSocket, "_WEBSOCKET_"));
            var tls = BrokerSuite.ofSecurity(product.endpoint("mqtts"));
            unexplained.addAll(unexplained(kind, "security-", tls, ""));

            assertThat(unexplained).isEmpty();
        }
    }

    private static List<String> unexplained(Product.Kind kind, String prefix, Suite suite, String part)
            throws IOException {
        var settings = new RunSettings(
                kind.profile, List.of(), purpose -> purpose.id().contains(part), SEED, 1, 2, PATIENCE, BUDGET);
        return Adjudications.of(prefix + kind.folder).unexplained(suite, settings);
    }
}
