// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** oneM2M's basic-format UTC time, such as 20261122T103000,250000. TS-0004 §6.3.3 (m2m:timestamp). */
public final class Timestamp {
    private static final int WHOLE_SECONDS = 15;
    private static final int FRACTION_DIGITS = 6;

    /** How long the texts are that we write. */
    public static final int LENGTH = WHOLE_SECONDS + 1 + FRACTION_DIGITS;

    private static final long NANOS_PER_MICRO = 1000;

    /** A year has four digits. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Timestamp() {}

    /** Written with microseconds, so that texts sort as the times do; what lies beyond the last year as its end. */
    public static String text(Instant instant) {
        var time = LocalDateTime.ofInstant(instant.isAfter(LAST) ? LAST : instant, ZoneOffset.UTC);
        var out = new char[LENGTH];
        digits(out, 0, 4, time.getYear());
        digits(out, 4, 2, time.getMonthValue());
        digits(out, 6, 2, time.getDayOfMonth());
        out[8] = 'T';
        digits(out, 9, 2, time.getHour());
        digits(out, 11, 2, time.getMinute());
        digits(out, 13, 2, time.getSecond());
        out[WHOLE_SECONDS] = ',';
        digits(out, WHOLE_SECONDS + 1, FRACTION_DIGITS, time.getNano() / NANOS_PER_MICRO);
        return new String(out);
    }

    private static void digits(char[] out, int from, int count, long number) {
        for (int i = from + count - 1; i >= from; i--, number /= 10) out[i] = (char) ('0' + number % 10);
    }

    /**
     * Reads YYYYMMDDThhmmss, optionally with a comma and one to six fraction digits.
     *
     * @throws Refused BAD_REQUEST if the text is not such a time
     */
    public static Instant parse(String text) {
        try {
            if (text.length() < WHOLE_SECONDS || text.charAt(8) != 'T') throw malformed(text);
            long nanos = text.length() == WHOLE_SECONDS ? 0 : fraction(text);
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 2),
                            number(text, 6, 2),
                            number(text, 9, 2),
                            number(text, 11, 2),
                            number(text, 13, 2))
                    .toInstant(ZoneOffset.UTC)
                    .plusNanos(nanos);
        } catch (DateTimeException e) {
            throw malformed(text);
        }
    }

    /**
     * Reads a time as {@link #parse} does, or a whole number of milliseconds after {@code now} (m2m:absRelTimestamp).
     *
     * @throws Refused BAD_REQUEST if the text is neither
     */
    public static Instant parseRelativeTo(String text, Instant now) {
        if (text.indexOf('T') >= 0) return parse(text);
        try {
            return now.plus(Duration.ofMillis(Long.parseLong(text)));
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            throw malformed(text);
        }
    }

    private static long fraction(String text) {
        int digits = text.length() - WHOLE_SECONDS - 1;
        if (text.charAt(WHOLE_SECONDS) != ',' || digits < 1 || digits > FRACTION_DIGITS) throw malformed(text);
        long value = number(text, WHOLE_SECONDS + 1, digits);
        for (int i = digits; i < 9; i++) value *= 10;
        return value;
    }

    private static int number(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) throw malformed(text);
            value = value * 10 + digit;
        }
        return value;
    }

    private static Refused malformed(String text) {
        var shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return Refused.badRequest("\"" + shown + "\" is not a time such as 20261122T103000,000000");
    }
}
