// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A whole run.
 *
 * @param command the command line up to the endpoint, for repeating one case
 */
public record Report(
        String title,
        String endpoint,
        String command,
        RunSettings settings,
        Catalogue catalogue,
        Instant started,
        Duration took,
        List<Result> results) {
    public Report {
        results = List.copyOf(results);
    }

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** 0: nothing speaks against the endpoint; 1: something failed; 3: something could not be judged. */
    public int exitCode() {
        if (count(Verdict.FAIL) > 0) {
            return 1;
        }
        var undecided = count(Verdict.ERROR) + count(Verdict.INCONCLUSIVE);
        return undecided > 0 || count(Verdict.PASS) == 0 ? 3 : 0;
    }

    /** The command line that repeats exactly one case. */
    public String repeating(Result result) {
        var profile = settings.profileFile().map(file -> " --profile " + file).orElse("");
        return command + " " + endpoint + profile + " --only "
                + result.purpose().id() + " --seed " + settings.seed();
    }
}
