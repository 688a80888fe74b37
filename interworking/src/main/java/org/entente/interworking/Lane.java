// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the work of one device in order, on a thread that exists only while there is some. Safe for many threads. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> waiting = new ArrayDeque<>(1);
    private boolean running;

    Lane(Executor threads, String name) {
        this.threads = threads;
        this.name = name;
    }

    void submit(Runnable work) {
        lock.lock();
        try {
            waiting.add(work);
            if (running) return;
            running = true;
        } finally {
            lock.unlock();
        }
        beside(this::drain);
    }

    /** What waits so long that nothing of this device may wait for it. */
    void beside(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("device={}: the engine stops; with its next start each device is looked at anew", name);
        }
    }

    private void drain() {
        for (var work = next(); work != null; work = next()) {
            try {
                work.run();
            } catch (RuntimeException fault) {
                // One device's fault must not end the lane: what comes later may heal it.
                LOG.error("work for device={} failed", name, fault);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            var work = waiting.poll();
            if (work == null) running = false;
            return work;
        } finally {
            lock.unlock();
        }
    }
}
