// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Value;

/** What has happened at a device and is not kept yet: in order, and only so much of it. Safe for many threads. */
final class Happenings {
    static final int MOST = 100;
    /** What else there is to tell of the device must not wait for all of them. */
    private static final int AT_ONCE = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Happening> waiting = new ArrayDeque<>(1);
    private int missed;

    /** @param notifier the path of what told it */
    record Happening(String notifier, Value.Fields event) {}

    /**
     * @param all the oldest
     * @param missed how many there were for which there was no place
     * @param last whether nothing waits any more
     */
    record Taken(List<Happening> all, int missed, boolean last) {}

    /** @return whether it is the first that waits, for which somebody has to come */
    boolean add(String notifier, Value.Fields event) {
        lock.lock();
        try {
            if (waiting.size() >= MOST) missed++;
            else waiting.add(new Happening(notifier, event));
            return waiting.size() == 1;
        } finally {
            lock.unlock();
        }
    }

    Taken take() {
        lock.lock();
        try {
            var all = new ArrayList<Happening>();
            while (!waiting.isEmpty() && all.size() < AT_ONCE) all.add(waiting.remove());
            var taken = new Taken(List.copyOf(all), missed, waiting.isEmpty());
            missed = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
