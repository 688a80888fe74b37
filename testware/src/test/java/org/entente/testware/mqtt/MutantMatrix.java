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
import java.util.concurrent.Future;

/** Which cases notice which mutants, as it is printed in the docs and as it comes out. */
public final class MutantMatrix {
    private static final Path FOLDER = Path.of("..", "docs", "testware");
    private static final int AT_ONCE = 16;

    private final Path file;

    public MutantMatrix(String name) {
        this.file = FOLDER.resolve("mutants-" + name + ".tsv");
    }

    /**
     * One defect.
     *
     * @param noticedBy the purposes whose case fails
     */
    public record Row(String defect, String difference, List<String> noticedBy) {
        public Row {
            noticedBy = List.copyOf(noticedBy);
        }

        private String line() {
            return defect + "\t" + difference + "\t" + String.join(" ", noticedBy);
        }

        private static Row parse(String line) {
            var columns = line.split("\t", -1);
            return new Row(columns[0], columns[1], List.of(columns[2].split(" ", -1)));
        }
    }

    /**
     * Holds the printed matrix against the mutants there are, without judging them again.
     *
     * @param own each with the purposes it was made for
     */
    public void assertNames(List<Row> own) throws IOException {
        var kept = kept();
        assertThat(kept)
                .extracting(Row::defect)
                .isEqualTo(own.stream().map(Row::defect).toList());
        for (int i = 0; i < own.size(); i++) {
            assertThat(kept.get(i).difference()).isEqualTo(own.get(i).difference());
            assertThat(kept.get(i).noticedBy())
                    .as(own.get(i).defect())
                    .containsAll(own.get(i).noticedBy());
        }
    }

    /**
     * Judges all mutants and compares; with {@code -Dentente.reprint=true} the matrix is printed instead. What comes out
     * otherwise than printed is judged once more, alone: a busy machine makes silences that look like other verdicts.
     */
    public void assertSame(List<Callable<Row>> work) throws Exception {
        var kept = kept();
        var rows = new ArrayList<Row>();
        try (var tasks = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Row> row : tasks.invokeAll(work)) {
                rows.add(row.get());
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!kept.contains(rows.get(i))) {
                rows.set(i, work.get(i).call());
            }
        }
        if (Boolean.getBoolean("entente.reprint")) {
            print(rows);
        }
        assertThat(rows).isEqualTo(kept());
    }

    private void print(List<Row> rows) throws IOException {
        var lines = new ArrayList<>(List.of(
                "# Every case against the reference implementation with one defect at a time; `./verify --full` compares.",
                "# defect\twhat it does\tpurposes whose case fails"));
        rows.stream().map(Row::line).forEach(lines::add);
        Files.write(file, lines);
    }

    private List<Row> kept() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Row::parse)
                .toList();
    }
}
