// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.List;

/** What came out for one purpose, a judgement for each round. */
public record Result(Purpose purpose, List<Judgement> rounds) {
    public Result {
        rounds = List.copyOf(rounds);
    }

    public Verdict verdict() {
        return telling().verdict();
    }

    /** The round that weighs most: the one a report shows. */
    public Judgement telling() {
        return rounds.stream()
                .reduce((one, other) -> one.verdict().worse(other.verdict()) == one.verdict() ? one : other)
                .orElseThrow();
    }

    /** Rounds that disagree: the verdict must not be trusted before somebody has looked. */
    public boolean unstable() {
        return rounds.stream().map(Judgement::verdict).distinct().count() > 1;
    }
}
