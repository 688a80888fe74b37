// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What something costs against the size of the tree, as SVG: both axes by powers of ten, so that what is flat looks flat. */
final class Curves {
    private static final List<String> COLOURS =
            List.of("#4a8f5c", "#c0703a", "#3a6fc0", "#8f4a86", "#a08a20", "#3a9a9a", "#777777");
    private static final int LEFT = 70;
    private static final int TOP = 20;
    private static final int DECADE_WIDTH = 140;
    private static final int DECADE_HEIGHT = 90;
    private static final int LEGEND_LINE = 20;

    private final Map<String, Map<Integer, Double>> curves;
    private final int leastSize;
    private final int mostSize;
    private final int leastValue;
    private final int mostValue;

    /** @param curves by their names what each size takes, in milliseconds */
    private Curves(Map<String, Map<Integer, Double>> curves) {
        this.curves = curves;
        var sizes = curves.values().stream()
                .flatMap(each -> each.keySet().stream())
                .mapToDouble(Math::log10)
                .summaryStatistics();
        var values = curves.values().stream()
                .flatMap(each -> each.values().stream())
                .mapToDouble(Math::log10)
                .summaryStatistics();
        leastSize = (int) Math.floor(sizes.getMin());
        mostSize = Math.max(leastSize + 1, (int) Math.ceil(sizes.getMax()));
        leastValue = (int) Math.floor(values.getMin());
        mostValue = Math.max(leastValue + 1, (int) Math.ceil(values.getMax()));
    }

    static String of(Map<String, Map<Integer, Double>> curves) {
        return curves.isEmpty() ? "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n" : new Curves(curves).svg();
    }

    private String svg() {
        int height = bottom() + 40 + LEGEND_LINE * curves.size();
        var svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        .formatted(x(mostSize) + 60, height));
        for (int size = leastSize; size <= mostSize; size++)
            svg.append(line(x(size), TOP, x(size), bottom()))
                    .append(text(x(size) - 20, bottom() + 18, "%,.0f".formatted(Math.pow(10, size))));
        for (int value = leastValue; value <= mostValue; value++)
            svg.append(line(LEFT, y(value), x(mostSize), y(value))).append(text(2, y(value) + 4, label(value) + " ms"));
        int number = 0;
        for (var curve : curves.entrySet()) {
            var colour = COLOURS.get(number % COLOURS.size());
            svg.append(polyline(curve.getValue(), colour));
            int y = bottom() + 40 + LEGEND_LINE * number++;
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>%n"
                            .formatted(LEFT, y - 6, colour))
                    .append(text(LEFT + 22, y, curve.getKey()));
        }
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private String polyline(Map<Integer, Double> curve, String colour) {
        var points = new StringBuilder();
        curve.forEach((size, value) -> points.append("%d,%d ".formatted(x(Math.log10(size)), y(Math.log10(value)))));
        return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                .formatted(points.toString().strip(), colour);
    }

    private int x(double decade) {
        return LEFT + (int) Math.round((decade - leastSize) * DECADE_WIDTH);
    }

    private int y(double decade) {
        return TOP + (int) Math.round((mostValue - decade) * DECADE_HEIGHT);
    }

    private int bottom() {
        return y(leastValue);
    }

    private static String label(int decade) {
        return decade < 0
                ? String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade))
                : "%,.0f".formatted(Math.pow(10, decade));
    }

    private static String line(int x1, int y1, int x2, int y2) {
        return "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>%n".formatted(x1, y1, x2, y2);
    }

    private static String text(int x, int y, String text) {
        return "<text x=\"%d\" y=\"%d\">%s</text>%n"
                .formatted(x, y, text.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
