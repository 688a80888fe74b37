// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.model.Refused;

/** Recurring times: seconds, minutes, hours, days of month, months, days of week and years, in UTC. TS-0004 §7.4.9.1. */
public final class Recurrence {
    private static final Pattern ELEMENT =
            Pattern.compile("(?:(\\*)|([0-9]{1,4})(?:-([0-9]{1,4}))?)(?:/([1-9][0-9]{0,3}))?");
    private static final Pattern SPACES = Pattern.compile(" +");

    static final int HORIZON_YEARS = 30;

    private static final int[][] RANGES = {{0, 59}, {0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}, {2000, 9999}};

    private final BitSet[] fields = new BitSet[RANGES.length];

    /** @throws Refused BAD_REQUEST if the text is not a m2m:scheduleEntry */
    public Recurrence(String text) {
        var parts = SPACES.split(text.strip());
        if (parts.length != RANGES.length) throw malformed(text);
        for (int i = 0; i < RANGES.length; i++) fields[i] = field(parts[i], RANGES[i], text);
    }

    public boolean includes(Instant instant) {
        var time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return fields[0].get(time.getSecond())
                && fields[1].get(time.getMinute())
                && fields[2].get(time.getHour())
                && fields[3].get(time.getDayOfMonth())
                && fields[4].get(time.getMonthValue())
                && fields[5].get(time.getDayOfWeek().getValue() % 7) // Sunday is 0 here and 7 there
                && fields[6].get(time.getYear());
    }

    /** The first second from an instant on that it includes; empty if there is none within {@link #HORIZON_YEARS}. */
    Optional<Instant> next(Instant from) {
        if (includes(from)) return Optional.of(from);
        var second = from.truncatedTo(ChronoUnit.SECONDS);
        var time = LocalDateTime.ofInstant(second.equals(from) ? second : second.plusSeconds(1), ZoneOffset.UTC);
        int last = time.getYear() + HORIZON_YEARS;
        while (time.getYear() <= last) {
            var later = advanced(time);
            if (later.equals(time)) return Optional.of(time.toInstant(ZoneOffset.UTC));
            time = later;
        }
        return Optional.empty();
    }

    /** The same time if it is included, or the beginning of the next unit of the largest kind that does not fit. */
    private LocalDateTime advanced(LocalDateTime time) {
        if (!fields[6].get(time.getYear())) return LocalDateTime.of(time.getYear() + 1, 1, 1, 0, 0);
        if (!fields[4].get(time.getMonthValue()))
            return time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
        if (!fields[3].get(time.getDayOfMonth())
                || !fields[5].get(time.getDayOfWeek().getValue() % 7))
            return time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
        if (!fields[2].get(time.getHour()))
            return time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        if (!fields[1].get(time.getMinute()))
            return time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        if (!fields[0].get(time.getSecond()))
            return time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return time;
    }

    private static BitSet field(String part, int[] range, String text) {
        var values = new BitSet();
        for (var each : part.split(",", -1)) {
            var element = ELEMENT.matcher(each);
            if (!element.matches()) throw malformed(text);
            boolean any = element.group(1) != null;
            int from = any ? range[0] : Integer.parseInt(element.group(2));
            int to = any ? range[1] : element.group(3) == null ? from : Integer.parseInt(element.group(3));
            boolean single = !any && element.group(3) == null;
            if (from < range[0] || to > range[1] || from > to || (single && element.group(4) != null))
                throw malformed(text);
            int step = element.group(4) == null ? 1 : Integer.parseInt(element.group(4));
            for (int i = from; i <= to; i += step) values.set(i);
        }
        return values;
    }

    private static Refused malformed(String text) {
        var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return Refused.badRequest("\"" + shown + "\" is not a schedule such as \"* 0-5 2,6,10 * * * *\"");
    }
}
