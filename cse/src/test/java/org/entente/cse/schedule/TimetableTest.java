// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a timetable is open, and when it opens next. */
class TimetableTest {
    private static Timetable table(String... entries) {
        return new Timetable(Arrays.stream(entries).map(Recurrence::new).toList());
    }

    @ParameterizedTest(name = "{0} after {1}")
    @Spec("TS-0004 §7.4.9.1")
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * * * *        | 2026-01-01T12:34:56.5Z | 2026-01-01T12:34:56.5Z",
                "* * 8-20 * * * *     | 2026-01-01T21:00:00Z   | 2026-01-02T08:00:00Z",
                "* 0-5 2,6,10 * * * * | 2026-01-01T02:06:00Z   | 2026-01-01T06:00:00Z",
                "30 * * * * * *       | 2026-01-01T00:00:30.5Z | 2026-01-01T00:00:30.5Z",
                "30 * * * * * *       | 2026-01-01T00:00:29.5Z | 2026-01-01T00:00:30Z",
                "* * * * * 0 *        | 2026-01-01T00:00:00Z   | 2026-01-04T00:00:00Z",
                "0 0 0 29 2 * *       | 2026-01-01T00:00:00Z   | 2028-02-29T00:00:00Z",
                "* * * * 6 * 2030     | 2026-01-01T00:00:00Z   | 2030-06-01T00:00:00Z"
            })
    void opens_next(String entry, String from, String expected) {
        assertThat(table(entry).opening(Instant.parse(from))).contains(Instant.parse(expected));
    }

    @Test
    @Spec("TS-0004 §7.4.9.1")
    void never_opens_on_a_day_that_is_not() {
        assertThat(table("* * * 31 2 * *").opening(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void opens_at_the_first_of_its_entries() {
        var table = table("0 0 12 * * * *", "0 0 6 * * * *");

        assertThat(table.opening(Instant.parse("2026-01-01T00:00:00Z")))
                .contains(Instant.parse("2026-01-01T06:00:00Z"));
    }

    /** Against looking at every second. */
    @Test
    void opens_when_it_is_open_first() {
        long seed = 20260101;
        var random = new Random(seed);
        var start = Instant.parse("2026-03-29T23:58:00Z");
        for (int i = 0; i < 200; i++) {
            var table =
                    table(random.nextInt(60) + " " + random.nextInt(60) + " */" + (1 + random.nextInt(3)) + " * * * *");
            var from = start.plusSeconds(random.nextInt(10_000));

            var opening = table.opening(from).orElseThrow();

            assertThat(table.isOpen(opening)).as("seed %d, %d", seed, i).isTrue();
            for (var each = from; each.isBefore(opening); each = each.plus(1, ChronoUnit.SECONDS))
                assertThat(table.isOpen(each)).as("seed %d, %d", seed, i).isFalse();
        }
    }
}
