// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;

/** How long something may take. */
public final class Expiry {
    private static final int DAYS_OF_YEAR = 365;
    private static final int DAYS_OF_MONTH = 30;
    /** Who says the year 9999 means never, and a long counts no more nanoseconds than those of 292 years. */
    private static final Duration LONGEST = Duration.ofDays(100 * DAYS_OF_YEAR);

    private Expiry() {}

    /** What is left until a request expires; {@code otherwise} if it does not say. TS-0001 §8.1.2 (rqet) */
    public static Duration left(Request request, Instant now, Duration otherwise) {
        return switch (request.find(Parameter.REQUEST_EXPIRATION_TIMESTAMP).orElse(null)) {
            case Value.Text(var text) -> bounded(Duration.between(now, Timestamp.parseRelativeTo(text, now)));
            case Value.Whole(var millis) -> bounded(Duration.ofMillis(millis));
            case null, default -> otherwise;
        };
    }

    /** What is left until a request expires, but at most a time of our own. */
    public static Duration shorter(Request request, Instant now, Duration most) {
        var left = left(request, now, most);
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Reads an xs:duration that its data type has admitted; months count 30 days, years 365. */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        var bare = negative ? text.substring(1) : text;
        int time = bare.indexOf('T');
        var date = time < 0 ? bare : bare.substring(0, time);
        var period = date.equals("P") ? Period.ZERO : Period.parse(date);
        long days =
                (long) period.getYears() * DAYS_OF_YEAR + (long) period.getMonths() * DAYS_OF_MONTH + period.getDays();
        var clock = time < 0 ? Duration.ZERO : Duration.parse("P" + bare.substring(time));
        var sum = Duration.ofDays(days).plus(clock);
        return negative ? sum.negated() : sum;
    }

    private static Duration bounded(Duration left) {
        if (left.isNegative()) return Duration.ZERO;
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
