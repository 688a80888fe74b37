// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.cse.schedule.Timetable;

/** When notices may leave: while all of these are open. TS-0004 §7.5.1.2.2 step 3.0. */
record Opening(List<Timetable> all) {
    static final Opening ALWAYS = new Opening(List.of());

    /** A schedule may change without a word to whoever waits for it. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int MOST_STEPS = 1000;

    Opening {
        all = List.copyOf(all);
    }

    boolean isOpen(Instant instant) {
        return all.stream().allMatch(each -> each.isOpen(instant));
    }

    /** When to look again: the next common opening, but not long from now. */
    Instant next(Instant now) {
        var longest = now.plus(LONGEST_WAIT);
        var time = now;
        for (int step = 0; step < MOST_STEPS && !isOpen(time) && time.isBefore(longest); step++) {
            var later = after(time);
            if (later.isEmpty()) return longest;
            time = later.get();
        }
        return time.isBefore(longest) ? time : longest;
    }

    private Optional<Instant> after(Instant time) {
        var latest = time;
        for (var each : all) {
            var opening = each.opening(time);
            if (opening.isEmpty()) return opening;
            if (opening.get().isAfter(latest)) latest = opening.get();
        }
        return Optional.of(latest);
    }
}
