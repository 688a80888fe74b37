// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.util.List;
import java.util.Locale;
import org.entente.bench.Scorecard.Bar;

/** Figures beside their limits and goals, as SVG: a bar that ends at the line is as good as its limit, or as its goal allows. */
final class Picture {
    private static final int LINE = 26;
    private static final int LEFT = 560;
    private static final int FULL = 240;
    private static final double MOST = 1.4;

    private Picture() {}

    static String of(List<Bar> bars) {
        var svg = new StringBuilder();
        int height = LINE * (bars.size() + 1);
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1080\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        .formatted(height));
        for (int i = 0; i < bars.size(); i++) svg.append(bar(bars.get(i), LINE * i + 4));
        svg.append("<line x1=\"%1$d\" x2=\"%1$d\" y1=\"0\" y2=\"%2$d\" stroke=\"#333\"/>%n"
                .formatted(LEFT + FULL, height));
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private static String bar(Bar bar, int top) {
        long width = Math.round(FULL * Math.min(MOST, bar.share()));
        return "<text x=\"0\" y=\"%d\">%s</text>%n".formatted(top + 14, escaped(bar.what()))
                + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" fill=\"%s\"/>%n"
                        .formatted(LEFT, top, width, bar.reached() ? "#4a8f5c" : "#c0703a")
                + String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\">%.2f (%s)</text>%n",
                        LEFT + width + 6,
                        top + 14,
                        bar.share(),
                        escaped(bar.measured()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
