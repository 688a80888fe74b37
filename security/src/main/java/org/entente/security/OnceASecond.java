// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.time.Duration;
import java.time.InstantSource;

/** When it is time to look again at files that may have changed. Safe for many threads. */
final class OnceASecond {
    private static final long MILLIS = Duration.ofSeconds(1).toMillis();

    private final InstantSource clock;
    private volatile long last; // read by every request, a late update only looks twice

    OnceASecond(InstantSource clock) {
        this.clock = clock;
        this.last = clock.millis();
    }

    /** Also when the clock was set back: nobody knows how long ago the last look was. */
    boolean isDue() {
        long now = clock.millis();
        long since = now - last;
        if (since >= 0 && since < MILLIS) return false;
        last = now;
        return true;
    }
}
