// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.Writer;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a report as one page that needs nothing else: for each verdict, the frames that decided it. */
public final class HtmlReport {
    private static final List<Verdict> ORDER =
            List.of(Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.NOT_APPLICABLE);

    private final Report report;
    private final Page page;

    private HtmlReport(Report report, Page page) {
        this.report = report;
        this.page = page;
    }

    public static void write(Report report, Writer to) {
        Page.write(to, report.title() + " at " + report.endpoint(), page -> new HtmlReport(report, page).write());
    }

    private void write() {
        head();
        ORDER.forEach(this::section);
        statements();
    }

    private void head() {
        page.head(
                report.title(),
                report.endpoint(),
                "on " + report.started().truncatedTo(ChronoUnit.SECONDS) + ", took "
                        + ConsoleReport.human(report.took()) + ", seed "
                        + report.settings().seed() + ", profile "
                        + report.settings().profile().name());
        var tone = report.exitCode() == 0 ? Verdict.PASS : report.exitCode() == 3 ? Verdict.FAIL : Verdict.INCONCLUSIVE;
        page.conclusion(tone, ConsoleReport.conclusion(report));
        page.html("<div class=\"counts\">");
        for (var verdict : ORDER) {
            count(verdict.word(), verdict.word(), report.count(verdict));
        }
        if (report.settings().repeat() > 1) {
            count("inconclusive", "unstable in " + report.settings().repeat() + " rounds", report.unstable());
        }
        page.html("</div>\n<div class=\"bar\">");
        for (var verdict : ORDER) {
            if (report.count(verdict) > 0) {
                page.html("<i class=\"" + verdict.word() + "\" style=\"flex:" + report.count(verdict) + "\"></i>");
            }
        }
        page.html("</div>");
    }

    private void count(String tone, String words, long number) {
        page.html("<div class=\"" + tone + "\"><b>" + number + "</b>" + words + "</div>");
    }

    private void section(Verdict verdict) {
        var results = report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .toList();
        if (results.isEmpty()) {
            return;
        }
        page.html("<h2>" + heading(verdict) + "</h2>");
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
        page.html("<details class=\"" + judgement.verdict().word() + "\" id=\"" + purpose.id() + "\"><summary>");
        page.html("<span class=\"verdict\">" + judgement.verdict().word() + (result.unstable() ? ", unstable" : "")
                + "</span><span>" + Page.text(purpose.objective()) + "<code>" + purpose.id() + "</code></span>"
                + rounds(result) + "</summary>");
        page.html("<div class=\"body\"><dl>");
        row("why", judgement.reason());
        row("permitted", String.join("; ", judgement.allowances()));
        row("given", purpose.given());
        row("expected", purpose.expect());
        row("also allowed", purpose.allowed().orElse(""));
        row("selected by", purpose.selection().toString());
        purpose.statements().forEach(this::statement);
        page.html("</dl>");
        if (!judgement.events().isEmpty()) {
            events(judgement);
            page.html("<p class=\"soft\">Exactly this case again:</p><pre>" + Page.text(report.repeating(result))
                    + "</pre>");
        }
        page.html("</div></details>");
    }

    /** A mark for each round, so that a glance down the column finds what does not stay the same. */
    private static String rounds(Result result) {
        if (result.rounds().size() < 2) {
            return "";
        }
        return result.rounds().stream()
                .map(round -> round.verdict().word())
                .map(word -> "<i class=\"" + word + "\" title=\"" + word + "\"></i>")
                .collect(Collectors.joining("", "<span class=\"rounds\">", "</span>"));
    }

    private void statement(String id) {
        var statement = report.catalogue().statements().get(id);
        row(id, statement == null ? "" : statement.text());
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) {
            page.html("<dt>" + Page.text(name) + "</dt><dd>" + Page.text(value) + "</dd>");
        }
    }

    private void events(Judgement judgement) {
        page.html("<div class=\"scroll\"><table><tr><th>ms</th><th>tester</th><th>what</th><th>bytes</th></tr>");
        for (int i = 0; i < judgement.events().size(); i++) {
            var event = judgement.events().get(i);
            page.html((i == judgement.deciding() ? "<tr class=\"deciding\">" : "<tr>") + "<td class=\"time\">"
                    + String.format(Locale.ROOT, "%.2f", event.at().toNanos() / 1e6) + "</td><td class=\"who\">"
                    + Page.text(event.peer() + " " + event.kind().verb()) + "</td><td>" + Page.text(event.meaning())
                    + (i == judgement.deciding() ? " (this decides)" : "") + "</td><td class=\"bytes\">"
                    + (event.length() > 0 ? event.hex() : "") + "</td></tr>");
        }
        page.html("</table></div>");
    }

    private void statements() {
        var untested = report.catalogue().statements().values().stream()
                .filter(statement -> statement.untested().isPresent())
                .sorted(Comparator.comparing(statement -> statement.untested().orElse("")))
                .toList();
        var all = report.catalogue().statements().size();
        page.heading("Statements of the standard");
        page.paragraph((all - untested.size()) + " of " + all
                + " have at least one test purpose. The others, with the reason:");
        page.table(
                List.of("statement", "what it says", "why untested"),
                untested.stream()
                        .map(statement -> List.of(
                                statement.id(),
                                statement.text(),
                                statement.untested().orElse("")))
                        .toList());
    }
}
