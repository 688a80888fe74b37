// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.entente.testware.Result;
import org.entente.testware.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every case against every mutant: which defects each case notices beside its own. */
class MatrixTest {
    private static final Path KEPT = Path.of("..", "docs", "testware", "mutants-mqtt-3.1.1.tsv");
    private static final int AT_ONCE = 4;

    /** The kept matrix names every mutant with its purposes, so that it cannot fall behind unnoticed. */
    @Test
    void kept_matrix_holds_every_mutant_noticed_by_its_purposes() throws IOException {
        var rows = Files.readAllLines(KEPT).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();

        assertThat(rows).extracting(row -> row[0]).isEqualTo(names());
        assertThat(rows).allSatisfy(row -> {
            var defect = Defect.valueOf(row[0]);
            assertThat(row[1]).isEqualTo(defect.difference());
            assertThat(List.of(row[2].split(" ", -1)))
                    .containsAll(
                            defect.noticedBy().stream().map(MatrixTest::brief).toList());
        });
    }

    @Test
    @Tag("full")
    void matrix_of_all_cases_by_all_mutants() throws Exception {
        var rows = new ArrayList<String>();
        rows.add("# Made by MatrixTest: every case against the reference broker with one defect at a time.");
        rows.add("# defect\twhat it does\tpurposes whose case fails");
        try (var tasks = Executors.newFixedThreadPool(AT_ONCE)) {
            var work = SelfProofTest.defects().stream()
                    .map(defect -> (Callable<String>) () -> row(defect))
                    .toList();
            for (var row : tasks.invokeAll(work)) {
                rows.add(row.get());
            }
        }
        rows.forEach(System.out::println);
        Files.write(KEPT, rows);

        assertThat(rows).hasSize(SelfProofTest.defects().size() + 2);
    }

    private static String row(Defect defect) throws IOException {
        var failed = new ArrayList<String>();
        for (var id : SelfProofTest.bound()) {
            // A case that kills the broker must not keep the others from it.
            try (var broker = ReferenceBroker.start(defect)) {
                SelfProofTest.run(broker, java.util.Set.of(id)).results().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(Result::purpose)
                        .forEach(purpose -> failed.add(brief(purpose.id())));
            }
        }
        return defect.name() + "\t" + defect.difference() + "\t" + String.join(" ", failed);
    }

    private static List<String> names() {
        return SelfProofTest.defects().stream().map(Enum::name).toList();
    }

    private static String brief(String id) {
        return id.replace("TP_MQTT_BROKER_", "").replace("ENT_MQTT_BROKER_", "ENT:");
    }
}
