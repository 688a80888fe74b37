// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** So many requests a second of each sender, and at most a second's worth at once. Safe for many threads. */
public final class Rates {
    /** Whoever would be one more shares one allowance with all others who are. */
    static final int MOST_SENDERS = 10_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanos;
    // When each will have its whole allowance again: a number for each says all, and one that is past says nothing.
    private final ConcurrentHashMap<Object, AtomicLong> whole = new ConcurrentHashMap<>();
    private final AtomicLong others;
    private volatile long lookedAt; // a late update only looks twice

    /**
     * @param perSecond 0 for no limit
     * @param nanos a clock that only goes forward
     */
    public Rates(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        long now = nanos.getAsLong();
        this.others = new AtomicLong(now);
        this.lookedAt = now - SECOND;
    }

    int perSecond() {
        return perSecond;
    }

    boolean isUnlimited() {
        return perSecond == 0;
    }

    /** Whether one more request of a sender goes on. */
    boolean takes(Object sender) {
        if (isUnlimited()) return true;
        long now = nanos.getAsLong();
        var allowance = of(sender, now);
        while (true) {
            long before = allowance.get();
            long after = now + Math.max(before - now, 0) + SECOND / perSecond;
            if (after - now > SECOND) return false;
            if (allowance.compareAndSet(before, after)) return true;
        }
    }

    private AtomicLong of(Object sender, long now) {
        var known = whole.get(sender);
        if (known != null) return known;
        if (whole.size() >= MOST_SENDERS) forget(now);
        return whole.size() < MOST_SENDERS ? whole.computeIfAbsent(sender, _ -> new AtomicLong(now)) : others;
    }

    /** Who was silent for a second is as if they had never come; looked for at most once in one. */
    private void forget(long now) {
        if (now - lookedAt < SECOND) return;
        lookedAt = now;
        whole.values().removeIf(each -> each.get() - now <= 0);
    }
}
