// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What thousands of like devices have in common, kept once and only while one of them has it. Safe for many threads. */
public final class Shared {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

    /** The first that was equal to this; never to be changed. */
    @SuppressWarnings("unchecked") // equal ones of these types are of one class
    public <T> T one(T like) {
        lock.lock();
        try {
            var kept = known.get(like);
            var first = kept == null ? null : kept.get();
            if (first != null) return (T) first;
            known.put(like, new WeakReference<>(like));
            return like;
        } finally {
            lock.unlock();
        }
    }
}
