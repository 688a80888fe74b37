// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.entente.testware.Page;
import org.entente.testware.Verdict;

/**
 * What was measured, as a page.
 *
 * @param brokeDown why the run ended early, if it did
 * @param command the command line that repeats it
 */
public record LoadPage(
        String endpoint, Instant started, String command, List<Measured> measured, Optional<String> brokeDown) {
    public LoadPage {
        measured = List.copyOf(measured);
    }

    public void write(Writer to) {
        Page.write(to, "Performance of " + endpoint, this::content);
    }

    private void content(Page page) {
        page.head("Performance and reliability", endpoint, "on " + started.truncatedTo(ChronoUnit.SECONDS));
        page.conclusion(
                brokeDown.isEmpty() ? Verdict.PASS : Verdict.INCONCLUSIVE,
                brokeDown
                        .map(why -> "The broker did not bear it: " + why)
                        .orElse("Every step was carried out. Numbers are evidence, not verdicts."));
        page.table(
                List.of("step", "what", "value", "unit"),
                measured.stream()
                        .map(one -> List.of(one.about(), one.what(), one.number(), one.unit()))
                        .toList());
        page.heading("The same steps again");
        page.lines(command);
    }
}
