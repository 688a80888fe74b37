// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.entente.model.Timestamp;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * How long resources live when their creators do not say, and at most. TS-0004 §7.3.3.3.
 *
 * @param standard of a resource that came without expirationTime
 * @param most a later expirationTime is shortened to this
 */
public record Lifetimes(Duration standard, Duration most) {
    public static final Lifetimes DEFAULTS = new Lifetimes(Duration.ofDays(365 * 5), Duration.ofDays(365 * 10));

    public Lifetimes {
        if (standard.isNegative() || standard.isZero() || most.compareTo(standard) < 0)
            throw new IllegalArgumentException("lifetimes must be positive, the most no shorter than the standard");
    }

    /** What was asked for, but never later than the parent's and the most we grant. TS-0004 §7.3.3.3, TS-0001 §9.6.1.3.2 */
    String grant(Optional<String> asked, Resource parent, Instant now) {
        var latest = Timestamp.text(now.plus(most));
        var time = asked.orElse(Timestamp.text(now.plus(standard)));
        if (time.compareTo(latest) > 0) time = latest;
        var limit = parent.text(Attributes.ET).orElse(time);
        return time.compareTo(limit) > 0 ? limit : time;
    }
}
