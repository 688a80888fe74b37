// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

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
    // 1 and 2 are taken: a program that fails, and a command line that is wrong.
    private static final int FAILED = 3;
    private static final int UNDECIDED = 4;

    public Report {
        results = List.copyOf(results);
    }

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** How many purposes did not come out the same in every round. */
    public long unstable() {
        return results.stream().filter(Result::unstable).count();
    }

    /** 0: nothing speaks against the endpoint; 3: something failed; 4: something could not be judged. */
    public int exitCode() {
        if (count(Verdict.FAIL) > 0) {
            return FAILED;
        }
        var undecided = count(Verdict.ERROR) + count(Verdict.INCONCLUSIVE);
        return undecided > 0 || count(Verdict.PASS) == 0 ? UNDECIDED : 0;
    }

    /** The command line that repeats exactly one case. */
    public String repeating(Result result) {
        var told = settings.told().stream().map(option -> " " + option).collect(Collectors.joining());
        return command + " " + endpoint + told + " --only " + result.purpose().id() + " --seed " + settings.seed();
    }
}
