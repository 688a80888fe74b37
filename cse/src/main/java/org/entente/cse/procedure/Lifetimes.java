// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Duration;

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
}
