// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Tells a person at a terminal how a run goes and what came out. Used by one thread. */
public final class ConsoleReport implements Progress {
    private static final int DOTS_A_LINE = 60;
    private static final String INDENT = "     ";

    private final PrintWriter out;
    private int done;

    public ConsoleReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void starts(int purposes, Duration bound) {
        out.println(purposes + " test purposes, at most " + human(bound) + " whatever the endpoint does");
        out.flush();
    }

    @Override
    public void judged(Purpose purpose, Judgement judgement) {
        out.print(
                switch (judgement.verdict()) {
                    case PASS -> '.';
                    case FAIL -> 'F';
                    case INCONCLUSIVE -> '?';
                    case ERROR -> 'E';
                    case NOT_APPLICABLE -> '-';
                });
        if (++done % DOTS_A_LINE == 0) {
            out.println();
        }
        out.flush();
    }

    /** What a stranger needs: what was judged, what came out, what to look at, how to see it again. */
    public void finish(Report report) {
        out.println();
        out.println();
        out.println(report.title() + " at " + report.endpoint());
        counts(report);
        section(report, Verdict.FAIL, "FAILED: the endpoint does what the standard forbids");
        section(report, Verdict.ERROR, "ERROR: could not be judged, something broke");
        section(report, Verdict.INCONCLUSIVE, "INCONCLUSIVE: too little was seen to judge");
        allowances(report);
        unstable(report.results());
        out.println();
        out.println(conclusion(report));
        out.flush();
    }

    /** The result in one sentence. */
    static String conclusion(Report report) {
        return switch (report.exitCode()) {
            case 0 -> "Nothing that was judged speaks against conformity.";
            case 3 ->
                "The endpoint does not conform: " + report.count(Verdict.FAIL) + " of "
                        + (report.count(Verdict.PASS) + report.count(Verdict.FAIL)) + " purposes judged failed.";
            default ->
                report.count(Verdict.PASS) == 0
                        ? "Nothing could be judged: is this the right endpoint, and is it up?"
                        : "Nothing failed, but not everything could be judged.";
        };
    }

    private void counts(Report report) {
        count(report, Verdict.PASS, "as the standard asks, or permits");
        count(report, Verdict.FAIL, "");
        count(report, Verdict.INCONCLUSIVE, "");
        count(report, Verdict.ERROR, "");
        count(report, Verdict.NOT_APPLICABLE, "left out, with a reason");
        if (report.settings().repeat() > 1) {
            out.println(String.format(
                    "  %-15s %4d   of %d rounds; the worst one counts",
                    "unstable", report.unstable(), report.settings().repeat()));
        }
        out.println(
                "  in " + human(report.took()) + ", seed " + report.settings().seed() + ", profile "
                        + report.settings().profile().name());
    }

    private void count(Report report, Verdict verdict, String remark) {
        out.println(String.format("  %-15s %4d   %s", verdict.word(), report.count(verdict), remark)
                .stripTrailing());
    }

    private void section(Report report, Verdict verdict, String heading) {
        var results =
                report.results().stream().filter(r -> r.verdict() == verdict).toList();
        if (results.isEmpty()) {
            return;
        }
        out.println();
        out.println(heading);
        var before = "";
        for (var result : results) {
            var reason = result.telling().reason();
            // A dead endpoint says the same of everything: once is enough.
            if (verdict == Verdict.ERROR && reason.equals(before)) {
                continue;
            }
            before = reason;
            out.println("  " + result.purpose().id() + "  " + result.purpose().objective());
            out.println(INDENT + reason);
            result.purpose().statements().stream().limit(2).forEach(id -> statement(report, id));
            out.println(INDENT + "again: " + report.repeating(result));
        }
    }

    private void statement(Report report, String id) {
        var statement = report.catalogue().statements().get(id);
        if (statement != null) {
            out.println(INDENT + "rests on " + id + ": " + statement.text());
        }
    }

    private void allowances(Report report) {
        var used = report.results().stream()
                .filter(r ->
                        r.verdict() == Verdict.PASS && !r.telling().allowances().isEmpty())
                .toList();
        if (used.isEmpty()) {
            return;
        }
        out.println();
        out.println("PERMITTED: passed by what the standard leaves open");
        for (var result : used) {
            out.println("  " + result.purpose().id() + "  "
                    + String.join("; ", result.telling().allowances()));
        }
    }

    private void unstable(List<Result> results) {
        var changing = results.stream().filter(Result::unstable).toList();
        if (changing.isEmpty()) {
            return;
        }
        out.println();
        out.println("UNSTABLE: not the same in every round");
        for (var result : changing) {
            var verdicts = result.rounds().stream()
                    .map(round -> round.verdict().word())
                    .toList();
            out.println("  " + result.purpose().id() + "  " + String.join(", ", verdicts));
        }
    }

    static String human(Duration duration) {
        var tenths = Math.round(duration.toMillis() / 100.0);
        return duration.toSeconds() >= 60
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : tenths / 10 + "." + tenths % 10 + " s";
    }
}
