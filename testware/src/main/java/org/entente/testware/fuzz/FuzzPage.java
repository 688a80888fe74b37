// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.entente.testware.Page;
import org.entente.testware.Verdict;

/**
 * A fuzz run as a page.
 *
 * @param command the command line that repeats it, with its seed
 * @param pace how fast the endpoint can be asked at all, if it still served to tell
 */
public record FuzzPage(String endpoint, Instant started, String command, Fuzzer.Outcome outcome, Optional<Pace> pace) {
    public void write(Writer to) {
        Page.write(to, "Fuzzing of " + endpoint, this::content);
    }

    /** The result in one sentence. */
    public String conclusion() {
        return outcome.findings().isEmpty()
                ? "The endpoint served to the end."
                : "The endpoint did not survive: "
                        + outcome.findings().getFirst().what();
    }

    private void content(Page page) {
        page.head("Fuzzing", endpoint, "on " + started.truncatedTo(ChronoUnit.SECONDS));
        page.conclusion(outcome.findings().isEmpty() ? Verdict.PASS : Verdict.FAIL, conclusion());
        page.table(List.of("measured", "value"), rows());
        outcome.findings().forEach(finding -> finding(page, finding));
        page.heading("The same sessions again");
        page.lines(command);
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<>(List.of(
                List.of("sessions", String.valueOf(outcome.sessions())),
                List.of("sessions a second", rounded(outcome.perSecond())),
                List.of("kinds of reactions", String.valueOf(outcome.reactions())),
                List.of("sessions of earlier runs sent first", String.valueOf(outcome.spliced()))));
        pace.ifPresent(scale -> {
            rows.add(List.of("bare exchanges a second", rounded(scale.barePerSecond())));
            rows.add(List.of("load of the machine", String.format(Locale.ROOT, "%.1f", scale.load())));
            rows.add(List.of("its cores", String.valueOf(scale.cores())));
        });
        return rows;
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }

    private static void finding(Page page, Fuzzer.Finding finding) {
        page.heading(finding.what() + ", after session " + finding.first() + " to " + finding.last());
        if (finding.culprit().isEmpty()) {
            page.paragraph("Nobody said how the endpoint is brought up again, so the culprit was not looked for.");
        }
        finding.culprit().ifPresent(culprit -> {
            page.paragraph("This session does it alone, a packet a line:");
            page.lines(culprit.text());
        });
    }
}
