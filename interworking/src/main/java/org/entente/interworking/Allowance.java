// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;

/**
 * How often one device may have something written in the CSE: many times at once, but not for long. Not for use by two
 * threads.
 */
final class Allowance {
    static final int AT_ONCE = 200;
    static final int PER_SECOND = 20;
    private static final double NANOS = 1e9;

    private double left = AT_ONCE;
    private long takenNanos;

    Allowance(long nowNanos) {
        this.takenNanos = nowNanos;
    }

    /** How long to wait before the next time, by {@link System#nanoTime}; zero as long as something is left. */
    Duration take(long nowNanos) {
        left = Math.min(AT_ONCE, left + (nowNanos - takenNanos) * (PER_SECOND / NANOS)) - 1;
        takenNanos = nowNanos;
        return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-left * (NANOS / PER_SECOND)));
    }

    /** Nothing was taken for a while. */
    boolean isRestored() {
        return left >= AT_ONCE / 2.0;
    }
}
