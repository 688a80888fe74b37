// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits longer after each failure, and no longer at all once the client closes. Belongs to one thread, but for its end. */
final class Pause {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final CountDownLatch end;
    private Duration next = FIRST;

    /** @param end reaches zero when the client closes */
    Pause(CountDownLatch end) {
        this.end = end;
    }

    boolean isOver() {
        return end.getCount() == 0;
    }

    /** Something succeeded. */
    void begin() {
        next = FIRST;
    }

    void take() {
        try {
            if (end.await(next.toMillis(), TimeUnit.MILLISECONDS)) return;
            next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.countDown();
        }
    }
}
