// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.entente.testware.Result;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every case against every mutant: which defects each case notices beside its own. */
class MatrixTest {
    private static final Path FOLDER = Path.of("..", "docs", "testware");
    private static final int AT_ONCE = 16;

    private static Path kept(Version version) {
        return FOLDER.resolve("mutants-mqtt-" + version.number() + ".tsv");
    }

    private static List<Defect> defects(Version version) {
        return Arrays.stream(Defect.values())
                .filter(defect -> !defect.noticedIn(version).isEmpty())
                .toList();
    }

    /** The kept matrix names every mutant with its purposes, so that it cannot fall behind unnoticed. */
    @ParameterizedTest
    @EnumSource(Version.class)
    void kept_matrix_holds_every_mutant_noticed_by_its_purposes(Version version) throws IOException {
        var rows = Files.readAllLines(kept(version)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();

        assertThat(rows)
                .extracting(row -> row[0])
                .isEqualTo(defects(version).stream().map(Enum::name).toList());
        assertThat(rows).allSatisfy(row -> {
            var defect = Defect.valueOf(row[0]);
            assertThat(row[1]).isEqualTo(defect.difference());
            assertThat(List.of(row[2].split(" ", -1)))
                    .containsAll(defect.noticedIn(version).stream()
                            .map(MatrixTest::brief)
                            .toList());
        });
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @Tag("full")
    void matrix_of_all_cases_by_all_mutants(Version version) throws Exception {
        var rows = new ArrayList<String>();
        rows.add("# Made by MatrixTest: every case against the reference broker with one defect at a time.");
        rows.add("# defect\twhat it does\tpurposes whose case fails");
        try (var tasks = Executors.newFixedThreadPool(AT_ONCE)) {
            var work = defects(version).stream()
                    .map(defect -> (Callable<String>) () -> row(version, defect))
                    .toList();
            for (var row : tasks.invokeAll(work)) {
                rows.add(row.get());
            }
        }
        rows.forEach(System.out::println);
        Files.write(kept(version), rows);

        assertThat(rows).hasSize(defects(version).size() + 2);
    }

    private static String row(Version version, Defect defect) throws IOException {
        var failed = new ArrayList<String>();
        for (var id : SelfProofTest.bound(version)) {
            // A case that kills the broker must not keep the others from it.
            try (var broker = ReferenceBroker.startFor(id, address(defect), defect)) {
                SelfProofTest.run(BrokerSuite.of(version, broker.endpoint()), Set.of(id)).results().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(Result::purpose)
                        .forEach(purpose -> failed.add(brief(purpose.id())));
            }
        }
        return defect.name() + "\t" + defect.difference() + "\t" + String.join(" ", failed);
    }

    /** Of its own for each defect: the system keeps the port of an ended connection for a minute, and has 28,000. */
    private static InetAddress address(Defect defect) throws IOException {
        int number = List.of(Defect.values()).indexOf(defect) + 1;
        return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number >> 8), (byte) number});
    }

    private static String brief(String id) {
        return id.replace("TP_MQTT_BROKER_", "")
                .replace("ENT_MQTT_BROKER_", "ENT:")
                .replace("ENT_MQTT5_BROKER_", "");
    }
}
