// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts requests and their answers, and lets a stop wait for the last one. Safe for many threads. */
final class Traffic {
    private static final int CLASSES = 6;

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final AtomicLongArray byClass = new AtomicLongArray(CLASSES);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private volatile boolean awaited; // so that only a stop costs a lock at the end of each request

    void begins() {
        begun.increment();
    }

    void ends(int status) {
        ended.increment();
        byClass.incrementAndGet(Math.clamp(status / 100, 0, CLASSES - 1));
        if (!awaited) return;
        lock.lock();
        try {
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long active() {
        return begun.sum() - ended.sum();
    }

    /** How many answers had a status from 100 times {@code hundreds} on. */
    long answered(int hundreds) {
        return byClass.get(hundreds);
    }

    /** Waits until no request is being worked on; false if that takes longer. */
    boolean awaitQuiet(Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lock();
        try {
            awaited = true;
            while (active() > 0) {
                if (left <= 0) return false;
                // Woken at times too, for a request that ended just before it saw the flag.
                long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(100));
                left -= slice - Math.max(0, quiet.awaitNanos(slice));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
