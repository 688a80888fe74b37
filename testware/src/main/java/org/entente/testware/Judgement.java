// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.time.Duration;
import java.util.List;

/**
 * The outcome of one purpose in one round.
 *
 * @param deciding position in the events of the one that settled the verdict, or -1
 * @param allowances which MAY or SHOULD of the standard the endpoint made use of
 */
public record Judgement(
        Verdict verdict, String reason, int deciding, List<String> allowances, List<Event> events, Duration took) {
    public Judgement {
        allowances = List.copyOf(allowances);
        events = List.copyOf(events);
    }

    static Judgement unrun(Verdict verdict, String reason) {
        return new Judgement(verdict, reason, -1, List.of(), List.of(), Duration.ZERO);
    }

    Judgement with(Verdict other, String why) {
        return new Judgement(other, why, deciding, allowances, events, took);
    }
}
