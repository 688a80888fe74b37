// SPDX-License-Identifier: Apache-2.0
package org.entente.app.trace;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Shows primitives as lines, and as a diagram that needs neither scripts nor styles. */
final class Sequence {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LANE = 420; // pixels between two parties
    private static final int LONGEST_LABEL = 60; // characters
    private static final int LINE = 26; // pixels between two messages
    private static final int TOP = 40;
    private static final int LEFT = 200; // room for the times

    private Sequence() {}

    static String text(List<Message> messages) {
        var lines = new StringBuilder();
        for (var message : messages) {
            lines.append(TIME.format(message.at())).append("  ").append(message.from());
            lines.append(message.answer() ? " --> " : " -> ").append(message.to());
            lines.append("  ").append(message.what()).append('\n');
        }
        return lines.toString();
    }

    static String svg(List<Message> messages) {
        var parties = new LinkedHashSet<String>();
        for (var message : messages) parties.addAll(List.of(message.from(), message.to()));
        var lanes = new ArrayList<>(parties);
        int width = LEFT + Math.max(1, lanes.size()) * LANE;
        int height = TOP + (messages.size() + 1) * LINE;
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"" + width
                + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"monospace\" font-size=\"11\" fill=\"currentColor\" stroke=\"none\">"
                + "<title>The last " + messages.size() + " primitives</title>");
        for (int i = 0; i < lanes.size(); i++) lane(svg, lanes.get(i), x(i), height);
        int y = TOP;
        for (var message : messages) {
            y += LINE;
            svg.append(label(8, y, "start", TIME.format(message.at())));
            arrow(svg, message, x(lanes.indexOf(message.from())), x(lanes.indexOf(message.to())), y);
        }
        return svg.append("</svg>").toString();
    }

    private static int x(int lane) {
        return LEFT + lane * LANE;
    }

    private static void lane(StringBuilder svg, String name, int x, int height) {
        svg.append(label(x, TOP - 16, "middle", name));
        svg.append(line(x, TOP - 8, x, height - 4, " stroke-opacity=\"0.3\""));
    }

    private static void arrow(StringBuilder svg, Message message, int from, int to, int y) {
        int tip = from == to ? to + 30 : to; // to itself: a short stroke
        int back = tip > from ? tip - 7 : tip + 7;
        svg.append(line(from, y, tip, y, message.answer() ? " stroke-dasharray=\"4 3\"" : ""));
        svg.append("<polygon points=\"" + tip + "," + y + " " + back + "," + (y - 4) + " " + back + "," + (y + 4)
                + "\"/>");
        svg.append(label((from + tip) / 2, y - 4, "middle", cut(message.what())));
    }

    /** As much as fits between two lanes. */
    private static String cut(String text) {
        return text.length() > LONGEST_LABEL ? text.substring(0, LONGEST_LABEL - 1) + "…" : text;
    }

    private static String line(int x1, int y1, int x2, int y2, String more) {
        return "<line x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2 + "\" stroke=\"currentColor\""
                + more + "/>";
    }

    private static String label(int x, int y, String anchor, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">" + escaped(text) + "</text>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
