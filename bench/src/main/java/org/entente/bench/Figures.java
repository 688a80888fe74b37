// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.util.ArrayList;
import java.util.List;

/** Collects what was measured and prints it as one table: median of the rounds, and their spread. */
final class Figures {
    private final List<List<String>> rows =
            new ArrayList<>(List.of(List.of("what", "median", "least", "most", "unit")));

    void add(String what, String unit, Rounds rounds) {
        rows.add(List.of(what, text(rounds.median()), text(rounds.least()), text(rounds.most()), unit));
        System.err.println(String.join("  ", rows.getLast()));
    }

    private static String text(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : "%.3g".formatted(value);
    }

    void print() {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean isNumber = i >= 1 && i <= 3;
                line.append(("%" + (isNumber ? "" : "-") + widths[i] + "s  ").formatted(row.get(i)));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }
}
