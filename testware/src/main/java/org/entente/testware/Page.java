// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one page that needs nothing else, in the look that all reports share. Used by one thread. */
public final class Page {
    private final PrintWriter out;

    private Page(PrintWriter out) {
        this.out = out;
    }

    /** What goes between the head of a page and its end. */
    @FunctionalInterface
    public interface Content {
        void write(Page page);
    }

    public static void write(Writer to, String title, Content content) {
        var out = new PrintWriter(to);
        var page = new Page(out);
        page.html("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        page.html("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.html("<title>" + text(title) + "</title>");
        page.html("<style>\n" + style() + "</style>\n</head>\n<body>");
        content.write(page);
        page.html("</body>\n</html>");
        out.flush();
    }

    /** The heading with the facts of the run below it. */
    public void head(String title, String endpoint, String facts) {
        html("<h1>" + text(title) + "</h1>");
        html("<p class=\"soft\"><code>" + text(endpoint) + "</code> " + text(facts) + "</p>");
    }

    /** The result in one sentence, in the colour of a verdict. */
    public void conclusion(Verdict tone, String sentence) {
        html("<p class=\"conclusion " + tone.word() + "\">" + text(sentence) + "</p>");
    }

    public void heading(String words) {
        html("<h2>" + text(words) + "</h2>");
    }

    public void paragraph(String words) {
        html("<p>" + text(words) + "</p>");
    }

    /** Text that keeps its lines, such as a command. */
    public void lines(String words) {
        html("<pre>" + text(words) + "</pre>");
    }

    public void table(List<String> columns, List<List<String>> rows) {
        html("<div class=\"scroll\"><table>" + row("th", columns));
        rows.forEach(cells -> html(row("td", cells)));
        html("</table></div>");
    }

    /** Markup as it is: whoever calls this has made it safe. */
    void html(String markup) {
        out.println(markup);
    }

    private static String row(String cell, List<String> values) {
        var row = new StringBuilder("<tr>");
        values.forEach(value -> row.append('<')
                .append(cell)
                .append('>')
                .append(text(value))
                .append("</")
                .append(cell)
                .append('>'));
        return row.append("</tr>").toString();
    }

    /** What an endpoint sends may be anything: it must not become part of the page. */
    static String text(String raw) {
        var safe = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(unprintable(c) ? '\uFFFD' : c);
            }
        });
        return safe.toString();
    }

    private static boolean unprintable(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private static String style() {
        try (var in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
