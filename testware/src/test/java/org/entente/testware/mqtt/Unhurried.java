// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.time.Duration;
import java.util.List;
import org.entente.testware.Profile;
import org.entente.testware.RunSettings;

/** Settings for judging what runs on this machine: an answer is one also if the machine is busy and it comes late. */
public final class Unhurried {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LESS = Duration.ofSeconds(6);
    private static final Duration BUDGET = Duration.ofMinutes(2);

    private Unhurried() {}

    /** For many purposes at which some wait in vain, as they should. */
    static RunSettings ofMany(Profile profile, long seed) {
        return of(profile, seed).patience(LESS);
    }

    public static RunSettings of(Profile profile, long seed) {
        return new RunSettings(profile, List.of(), purpose -> true, seed, 1, 1, PATIENCE, BUDGET);
    }
}
