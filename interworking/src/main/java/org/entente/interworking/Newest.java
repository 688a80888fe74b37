// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Value;

/** The newest value of each point that is not told yet, so that a flooding device cannot fill the memory. Safe for many threads. */
final class Newest {
    /** No device has so many; one that lies may name as many as there are numbers. */
    static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Value> waiting = new LinkedHashMap<>();
    private boolean cut;

    /** @param cut whether there were some for which there was no place */
    record Taken(Map<String, Value> values, boolean cut) {}

    /** @return whether they are the first that wait, for which somebody has to come */
    boolean add(Map<String, Value> values) {
        lock.lock();
        try {
            var first = waiting.isEmpty();
            values.forEach((path, value) -> {
                if (waiting.size() < MOST || waiting.containsKey(path)) waiting.put(path, value);
                else cut = true;
            });
            return first;
        } finally {
            lock.unlock();
        }
    }

    Taken take() {
        lock.lock();
        try {
            var taken = new Taken(waiting, cut);
            waiting = new LinkedHashMap<>(); // a cleared one keeps its room
            cut = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
