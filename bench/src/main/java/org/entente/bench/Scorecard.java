// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.entente.codec.Json;
import org.entente.model.Value;

/** The measured figures beside their goals and limits; prints them as a Markdown table or as JSON. */
final class Scorecard {
    private static final List<String> TITLES =
            List.of("what", "measured", "least .. most", "unit", "limit beside it", "ratio", "goal", "");

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Map<Integer, Double>> curves = new LinkedHashMap<>();

    /**
     * @param limit what bounds it, measured in the same run; NaN if nothing does
     * @param goal in words; empty for a figure without one
     * @param share of the limit, or of what the goal allows; not a number without both
     */
    private record Row(
            String what, Rounds rounds, String unit, double limit, String goal, double share, boolean reached) {
        double ratio() {
            return rounds.median() / limit;
        }
    }

    void note(String what, String unit, Rounds rounds) {
        add(new Row(what, rounds, unit, Double.NaN, "", Double.NaN, true));
    }

    /** A figure that is to stay under its goal. */
    void below(double goal, String what, String unit, Rounds rounds) {
        add(new Row(
                what,
                rounds,
                unit,
                Double.NaN,
                "< " + text(goal) + " " + unit,
                rounds.median() / goal,
                rounds.median() < goal));
    }

    /** A rate that is to reach its goal, and a share of its limit. */
    void rate(double goal, double share, String what, Rounds rounds, Rounds limit) {
        boolean reached = rounds.median() >= goal && rounds.median() / limit.median() >= share;
        var words = (goal > 0 ? text(goal) + "/s and " : "") + "ratio " + text(share);
        double ratio = rounds.median() / limit.median();
        add(new Row(what, rounds, "1/s", limit.median(), ">= " + words, ratio, reached));
    }

    /** What something took in a tree of some size, for a picture of how that grows. */
    void point(String curve, int size, Rounds millis) {
        curves.computeIfAbsent(curve, _ -> new TreeMap<>()).put(size, millis.median());
    }

    Map<String, Map<Integer, Double>> curves() {
        return curves;
    }

    private void add(Row row) {
        rows.add(row);
        System.err.println(String.join("  ", cells(row)).strip());
    }

    /** A bar of a picture: a share of a goal or of a limit, 1 where it is reached. */
    record Bar(String what, String measured, double share, boolean reached) {}

    /** Those figures that have a limit or a goal. */
    List<Bar> bars() {
        return rows.stream()
                .filter(row -> !Double.isNaN(row.share()))
                .map(row ->
                        new Bar(row.what(), text(row.rounds().median()) + " " + row.unit(), row.share(), row.reached()))
                .toList();
    }

    void print(Map<String, String> run, PrintStream to) {
        run.forEach((key, value) -> to.println(key + ": " + value));
        to.println();
        var lines = new ArrayList<List<String>>(List.of(TITLES));
        rows.forEach(row -> lines.add(cells(row)));
        var widths = new int[TITLES.size()];
        for (var line : lines)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], line.get(i).length());
        lines.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
        for (var line : lines) {
            var out = new StringBuilder("|");
            for (int i = 0; i < widths.length; i++)
                out.append((" %-" + Math.max(1, widths[i]) + "s |").formatted(line.get(i)));
            to.println(out);
        }
    }

    void printJson(Map<String, String> run, PrintStream to) {
        var about = new LinkedHashMap<String, Value>();
        run.forEach((key, value) -> about.put(key, Value.of(value)));
        var all = new LinkedHashMap<String, Value>();
        all.put("run", new Value.Fields(about));
        all.put("figures", Value.of(rows.stream().map(Scorecard::json).toList()));
        to.println(new String(Json.STRICT.write(new Value.Fields(all)), StandardCharsets.UTF_8));
    }

    private static Value json(Row row) {
        var members = new LinkedHashMap<String, Value>();
        members.put("what", Value.of(row.what()));
        members.put("median", Value.of(row.rounds().median()));
        members.put("least", Value.of(row.rounds().least()));
        members.put("most", Value.of(row.rounds().most()));
        members.put("unit", Value.of(row.unit()));
        if (!Double.isNaN(row.limit())) {
            members.put("limit", Value.of(row.limit()));
            members.put("ratio", Value.of(row.ratio()));
        }
        if (!row.goal().isEmpty()) {
            members.put("goal", Value.of(row.goal()));
            members.put("reached", Value.of(row.reached()));
        }
        return new Value.Fields(members);
    }

    private static List<String> cells(Row row) {
        boolean bounded = !Double.isNaN(row.limit());
        var rounds = row.rounds();
        return List.of(
                row.what(),
                text(rounds.median()),
                text(rounds.least()) + " .. " + text(rounds.most()),
                row.unit(),
                bounded ? text(row.limit()) : "",
                bounded ? String.format(Locale.ROOT, "%.2f", row.ratio()) : "",
                row.goal(),
                row.goal().isEmpty() ? "" : row.reached() ? "reached" : "missed");
    }

    private static String text(double value) {
        if (value >= 100) return String.format(Locale.ROOT, "%,.0f", value);
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
