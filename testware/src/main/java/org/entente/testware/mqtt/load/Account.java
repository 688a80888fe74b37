// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps books on numbered messages: which came, which came again, which came after a later one. Safe for threads. */
public final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet seen = new BitSet();
    private int duplicated;
    private int reordered;
    private int highest = -1;

    /** A message has come. */
    public void came(int number) {
        lock.lock();
        try {
            if (seen.get(number)) {
                duplicated++;
            } else if (number < highest) {
                reordered++;
            }
            seen.set(number);
            highest = Math.max(highest, number);
        } finally {
            lock.unlock();
        }
    }

    public int different() {
        lock.lock();
        try {
            return seen.cardinality();
        } finally {
            lock.unlock();
        }
    }

    /** How many of the first so many never came. */
    public int lost(int sent) {
        return sent - different();
    }

    public int duplicated() {
        return duplicated;
    }

    /** Messages that came for the first time after one with a higher number. */
    public int reordered() {
        return reordered;
    }
}
