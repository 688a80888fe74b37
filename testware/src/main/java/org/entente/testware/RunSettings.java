// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a run goes about its purposes.
 *
 * @param told the options of the command line that say more of the endpoint, for repeating a case
 * @param repeat how often the whole list is judged
 * @param parallel how many cases run at the same time, where their purposes allow
 * @param patience how long one answer is waited for
 * @param caseBudget after this a case is ended by force, unless its suite gives it a larger share
 */
public record RunSettings(
        Profile profile,
        List<String> told,
        Predicate<Purpose> only,
        long seed,
        int repeat,
        int parallel,
        Duration patience,
        Duration caseBudget) {
    private static final int DEAD_PROBES_BEFORE_GIVING_UP = 3;
    private static final Duration TO_BEGIN_AND_END = Duration.ofSeconds(8);

    public RunSettings {
        told = List.copyOf(told);
        if (repeat < 1) {
            throw new IllegalArgumentException("repeat must be at least 1, not " + repeat);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, not " + parallel);
        }
    }

    public static RunSettings of(Profile profile, long seed) {
        return new RunSettings(
                profile, List.of(), purpose -> true, seed, 1, 1, Duration.ofSeconds(2), Duration.ofSeconds(12));
    }

    public RunSettings only(Predicate<Purpose> some) {
        return new RunSettings(profile, told, some, seed, repeat, parallel, patience, caseBudget);
    }

    public RunSettings patience(Duration other) {
        return new RunSettings(profile, told, only, seed, repeat, parallel, other, caseBudget);
    }

    public RunSettings repeat(int times) {
        return new RunSettings(profile, told, only, seed, times, parallel, patience, caseBudget);
    }

    public RunSettings parallel(int atOnce) {
        return new RunSettings(profile, told, only, seed, repeat, atOnce, patience, caseBudget);
    }

    public RunSettings repeatedWith(List<String> options) {
        return new RunSettings(profile, options, only, seed, repeat, parallel, patience, caseBudget);
    }

    /** After so many cases in a row whose endpoint is dead, the rest is not tried. */
    int deadProbesBeforeGivingUp() {
        return DEAD_PROBES_BEFORE_GIVING_UP;
    }

    /**
     * The longest a run may take: told beforehand, kept whatever the endpoint does.
     *
     * @param shares what its purposes ask for together
     */
    public Duration bound(Duration shares) {
        return caseBudget.plus(TO_BEGIN_AND_END).plus(shares.multipliedBy(repeat));
    }
}
