// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes a report as one page that needs nothing else: for each verdict, the frames that decided it. */
public final class HtmlReport {
    private static final List<Verdict> ORDER =
            List.of(Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.NOT_APPLICABLE);

    private final Report report;
    private final PrintWriter out;

    private HtmlReport(Report report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    public static void write(Report report, Writer to) throws IOException {
        var out = new PrintWriter(to);
        new HtmlReport(report, out).page(style());
        out.flush();
    }

    private void page(String style) {
        out.println("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<title>" + text(report.title() + " at " + report.endpoint()) + "</title>");
        out.println("<style>\n" + style + "</style>\n</head>\n<body>");
        head();
        ORDER.forEach(this::section);
        statements();
        out.println("</body>\n</html>");
    }

    private void head() {
        out.println("<h1>" + text(report.title()) + "</h1>");
        out.println("<p class=\"soft\"><code>" + text(report.endpoint()) + "</code> on "
                + text(report.started().truncatedTo(ChronoUnit.SECONDS).toString())
                + ", took " + ConsoleReport.human(report.took()) + ", seed "
                + report.settings().seed() + ", profile "
                + text(report.settings().profile().name()) + "</p>");
        var tone = report.exitCode() == 0 ? Verdict.PASS : report.exitCode() == 3 ? Verdict.FAIL : Verdict.INCONCLUSIVE;
        out.println("<p class=\"conclusion " + tone.word() + "\">" + text(ConsoleReport.conclusion(report)) + "</p>");
        out.println("<div class=\"counts\">");
        for (var verdict : ORDER) {
            out.println("<div class=\"" + verdict.word() + "\"><b>" + report.count(verdict) + "</b>" + verdict.word()
                    + "</div>");
        }
        out.println("</div>\n<div class=\"bar\">");
        for (var verdict : ORDER) {
            if (report.count(verdict) > 0) {
                out.println("<i class=\"" + verdict.word() + "\" style=\"flex:" + report.count(verdict) + "\"></i>");
            }
        }
        out.println("</div>");
    }

    private void section(Verdict verdict) {
        var results = report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .toList();
        if (results.isEmpty()) {
            return;
        }
        out.println("<h2>" + heading(verdict) + "</h2>");
        results.forEach(this::result);
    }

    private static String heading(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> "Failed: the endpoint does what the standard forbids";
            case ERROR -> "Error: could not be judged, something broke";
            case INCONCLUSIVE -> "Inconclusive: too little was seen to judge";
            case PASS -> "Passed: as the standard asks, or permits";
            case NOT_APPLICABLE -> "Not applicable: left out, with a reason";
        };
    }

    private void result(Result result) {
        var judgement = result.telling();
        var purpose = result.purpose();
        out.println("<details class=\"" + judgement.verdict().word() + "\" id=\"" + purpose.id() + "\"><summary>");
        out.println("<span class=\"verdict\">" + judgement.verdict().word() + (result.unstable() ? ", unstable" : "")
                + "</span><span>" + text(purpose.objective()) + "<code>" + purpose.id() + "</code></span></summary>");
        out.println("<div class=\"body\"><dl>");
        row("why", judgement.reason());
        row("permitted", String.join("; ", judgement.allowances()));
        row("given", purpose.given());
        row("expected", purpose.expect());
        row("also allowed", purpose.allowed().orElse(""));
        row("selected by", purpose.selection().toString());
        purpose.statements().forEach(this::statement);
        if (result.rounds().size() > 1) {
            row(
                    "rounds",
                    String.join(
                            ", ",
                            result.rounds().stream()
                                    .map(r -> r.verdict().word())
                                    .toList()));
        }
        out.println("</dl>");
        if (!judgement.events().isEmpty()) {
            events(judgement);
            out.println(
                    "<p class=\"soft\">Exactly this case again:</p><pre>" + text(report.repeating(result)) + "</pre>");
        }
        out.println("</div></details>");
    }

    private void statement(String id) {
        var statement = report.catalogue().statements().get(id);
        row(id, statement == null ? "" : statement.text());
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) {
            out.println("<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>");
        }
    }

    private void events(Judgement judgement) {
        out.println("<div class=\"scroll\"><table><tr><th>ms</th><th>tester</th><th>what</th><th>bytes</th></tr>");
        for (int i = 0; i < judgement.events().size(); i++) {
            var event = judgement.events().get(i);
            out.println((i == judgement.deciding() ? "<tr class=\"deciding\">" : "<tr>") + "<td class=\"time\">"
                    + String.format(Locale.ROOT, "%.2f", event.at().toNanos() / 1e6) + "</td><td class=\"who\">"
                    + text(event.peer() + " " + event.kind().verb()) + "</td><td>" + text(event.meaning())
                    + (i == judgement.deciding() ? " (this decides)" : "") + "</td><td class=\"bytes\">"
                    + (event.length() > 0 ? event.hex() : "") + "</td></tr>");
        }
        out.println("</table></div>");
    }

    private void statements() {
        var untested = report.catalogue().statements().values().stream()
                .filter(statement -> statement.untested().isPresent())
                .sorted(Comparator.comparing(statement -> statement.untested().orElse("")))
                .toList();
        var all = report.catalogue().statements().size();
        out.println("<h2>Statements of the standard</h2><p>" + (all - untested.size()) + " of " + all
                + " have at least one test purpose. The others, with the reason:</p>");
        out.println(
                "<div class=\"scroll\"><table><tr><th>statement</th><th>what it says</th><th>why untested</th></tr>");
        for (var statement : untested) {
            out.println("<tr><td class=\"who\">" + text(statement.id()) + "</td><td>" + text(statement.text())
                    + "</td><td>" + text(statement.untested().orElse("")) + "</td></tr>");
        }
        out.println("</table></div>");
    }

    /** What an endpoint sends may be anything: it must not become part of the page. */
    private static String text(String raw) {
        var safe = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default ->
                    safe.appendCodePoint(
                            Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c);
            }
        });
        return safe.toString();
    }

    private static String style() throws IOException {
        try (var in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
