// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Suite;
import org.entente.testware.Verdict;

/** The verdicts other than pass that the docs explain, a table for each product, version and suite. */
public final class Adjudications {
    private static final Path FOLDER = Path.of("..", "docs", "testware", "verdicts");

    private final String table;
    /** Several words where a product does not behave the same every time. */
    private final Map<String, List<String>> verdicts;

    private Adjudications(String table, Map<String, List<String>> verdicts) {
        this.table = table;
        this.verdicts = verdicts;
    }

    /** Reads a table by the name of its file. */
    public static Adjudications of(String table) throws IOException {
        return new Adjudications(
                table,
                Files.readAllLines(file(table)).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .collect(Collectors.toMap(
                                columns -> columns[0], columns -> List.of(columns[1].split("/", -1)))));
    }

    static boolean exists(String table) {
        return Files.exists(file(table));
    }

    private static Path file(String table) {
        return FOLDER.resolve(table + ".tsv");
    }

    /**
     * Judges a product and returns what its table does not explain. What comes out otherwise is judged once more, a case
     * at a time: of a machine that was busy nothing must be said here. The counts are printed, for the pages.
     */
    public List<String> unexplained(Suite suite, RunSettings settings) {
        var report = judged(suite, settings);
        System.out.println(table + ": "
                + Arrays.stream(Verdict.values())
                        .map(verdict -> report.count(verdict) + " " + verdict.word())
                        .collect(Collectors.joining(", ")));
        var odd = odd(report).map(result -> result.purpose().id()).collect(Collectors.toSet());
        if (odd.isEmpty()) {
            return List.of();
        }
        var alone = settings.only(purpose -> odd.contains(purpose.id())).parallel(1);
        return odd(judged(suite, alone))
                .map(result -> table + ": " + result.purpose().id() + " "
                        + result.verdict().word() + ": " + result.telling().reason())
                .toList();
    }

    private Report judged(Suite suite, RunSettings settings) {
        return new Run(suite, settings, Progress.SILENT).perform(table, "entente test", Clock.systemUTC());
    }

    private Stream<Result> odd(Report report) {
        return report.results().stream().filter(result -> !isExplained(result));
    }

    /** What the profile leaves out needs no explanation. */
    private boolean isExplained(Result result) {
        return result.verdict() == Verdict.NOT_APPLICABLE
                || verdicts.getOrDefault(result.purpose().id(), List.of(Verdict.PASS.word()))
                        .contains(result.verdict().word());
    }
}
