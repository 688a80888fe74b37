// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.time.Instant;
import java.util.OptionalLong;
import org.entente.model.Refused;
import org.entente.model.Timestamp;

/** oneM2M times as microseconds, as columns keep them. */
final class Times {
    private static final long MICROS = 1_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    private static final int CANONICAL_LENGTH = 22;
    private static final int TO_THE_MINUTE = 13;

    private Times() {}

    /** Empty for a text that is no time. */
    static OptionalLong micros(String text) {
        try {
            var instant = Timestamp.parse(text);
            return OptionalLong.of(instant.getEpochSecond() * MICROS + instant.getNano() / NANOS_PER_MICRO);
        } catch (Refused notATime) {
            return OptionalLong.empty();
        }
    }

    /** The minute that a time lies in: an index of these changes less often than the times do. */
    static long span(long micros) {
        return Math.floorDiv(micros, 60 * MICROS);
    }

    /** Whether two oneM2M times lie in the same minute. */
    static boolean areInOneSpan(String one, String other) {
        return one.length() > TO_THE_MINUTE && one.regionMatches(0, other, 0, TO_THE_MINUTE);
    }

    /** Empty unless {@link #text} gives the same text back. */
    static OptionalLong canonical(String text) {
        return text.length() == CANONICAL_LENGTH && text.charAt(8) == 'T' ? micros(text) : OptionalLong.empty();
    }

    static String text(long micros) {
        return Timestamp.text(
                Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_PER_MICRO));
    }
}
