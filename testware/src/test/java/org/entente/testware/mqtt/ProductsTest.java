// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.testware.Progress;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers that others wrote: no verdict that the committed tables do not explain. */
@Tag("full")
class ProductsTest {
    private static final long SEED = 5;
    /** A virtual machine that has just started takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    static Stream<Arguments> spoken() {
        return Stream.of(Product.Kind.values())
                .flatMap(kind ->
                        Stream.of(Version.values()).filter(kind::speaks).map(version -> Arguments.of(kind, version)));
    }

    @ParameterizedTest
    @MethodSource("spoken")
    void product_gets_the_verdicts_that_its_table_explains(Product.Kind kind, Version version) throws IOException {
        assumeTrue(kind.isInstalled(), "skipped: ./verify --full has not installed " + kind.folder);
        var table = (version == Version.V5 ? "mqtt5-" : "") + kind.folder;
        var explained = Adjudications.of(table);

        try (var product = new Product(kind)) {
            var settings = RunSettings.of(kind.profile, SEED).parallel(2).patience(PATIENCE);
            var report = new Run(BrokerSuite.of(version, product.endpoint()), settings, Progress.SILENT)
                    .perform(kind.folder, "entente test mqtt", Clock.systemUTC());

            var unexplained = report.results().stream()
                    .filter(result -> !isExplained(result, explained))
                    .map(result -> result.purpose().id() + " "
                            + result.verdict().word() + ": " + result.telling().reason())
                    .toList();
            assertThat(unexplained).isEmpty();
        }
    }

    /** What the profile leaves out needs no explanation; a product whose verdict changes from run to run has two. */
    private static boolean isExplained(Result result, Map<String, List<String>> explained) {
        return result.verdict() == Verdict.NOT_APPLICABLE
                || explained
                        .getOrDefault(result.purpose().id(), List.of(Verdict.PASS.word()))
                        .contains(result.verdict().word());
    }
}
