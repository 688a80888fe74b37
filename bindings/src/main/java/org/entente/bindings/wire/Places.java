// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Where requests are worked on: so many at once, and of one originator half of them, so that one who floods leaves room
 * for the others. Nobody waits for a place. Thread-safe.
 */
public final class Places {
    private final Semaphore free;
    private final int mostOfOne;
    private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();

    public Places(int most) {
        free = new Semaphore(most);
        mostOfOne = Math.max(1, most / 2);
    }

    /** Whether somebody has got a place. */
    public enum Entry {
        ENTERED,
        /** There is none left for anybody. */
        FULL,
        /** This originator has as many as one may have. */
        OWN_SHARE_TAKEN
    }

    /** Who has entered has to {@link #leave}. */
    public Entry enter(String originator) {
        // The own share first: who has it all never holds a place of the others, not even while being refused.
        int number = taken.merge(originator, 1, Integer::sum);
        if (number <= mostOfOne && free.tryAcquire()) return Entry.ENTERED;
        forget(originator);
        return number <= mostOfOne ? Entry.FULL : Entry.OWN_SHARE_TAKEN;
    }

    public void leave(String originator) {
        free.release();
        forget(originator);
    }

    private void forget(String originator) {
        taken.computeIfPresent(originator, (_, number) -> number == 1 ? null : number - 1);
    }
}
