// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.entente.cse.store.Notice;

/** What waits for one target of one subscription, in order. Guarded by the lock of the {@link Lanes} it is in. */
final class Lane {
    static final long UNKNOWN = -2;

    final String subscription;
    final String target;
    final Gate gate;
    final ArrayDeque<Notice> waiting = new ArrayDeque<>();
    boolean underWay;
    /** More is in the store than here. */
    boolean overflowing;
    /** How many were left to the store: tells whether some were while it was read. */
    int leftBehind;

    /** The last event that was sent. */
    long lastEvent = UNKNOWN;
    /** Up to which event the store has been read: what is missing before it does not exist any more. */
    long verified = UNKNOWN;

    int failures;
    Instant notBefore = Instant.MIN;
    /** For whom it waits to poll; empty if for nobody. */
    String parkedFor = "";

    Lane(String subscription, String target, Gate gate) {
        this.subscription = subscription;
        this.target = target;
        this.gate = gate;
    }

    /** What the lanes of one target share. */
    static final class Gate {
        final Semaphore passage;
        int lanes;
        int waiting;

        Gate(int width) {
            passage = new Semaphore(width, true);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !overflowing;
    }

    /**
     * Whether nothing is missing between what was sent and what waits. Two commits may be told of in the wrong order;
     * the store has them in the right one.
     */
    boolean isComplete() {
        long last = lastEvent;
        for (var notice : waiting) {
            long event = SubscriptionState.event(notice.number());
            if (event > verified && event != last + 1) return false;
            last = event;
        }
        return true;
    }

    void add(Notice notice, int most) {
        if (isLate(notice)) {
            lastEvent = UNKNOWN;
            verified = UNKNOWN;
            overflowing |= waiting.isEmpty();
            return;
        }
        // Once something had to stay in the store, all that follows it must, or the order would be lost.
        if (overflowing || (gate.waiting >= most && !waiting.isEmpty())) {
            overflowing = true;
            leftBehind++;
            return;
        }
        waiting.add(notice);
        gate.waiting++;
        if (failures == 0 && parkedFor.isEmpty()) notBefore = Instant.MIN; // it may complete a batch
    }

    /** Told of after what came later, or after the store was read: only the store knows whether it still waits. */
    private boolean isLate(Notice notice) {
        return waiting.isEmpty()
                ? SubscriptionState.event(notice.number()) <= verified
                : notice.number() <= waiting.getLast().number();
    }

    void wake() {
        parkedFor = "";
        notBefore = Instant.MIN;
    }

    void removeAll(List<Notice> gone) {
        for (var notice : gone) if (waiting.remove(notice)) gate.waiting--;
    }

    void clear() {
        gate.waiting -= waiting.size();
        waiting.clear();
        overflowing = false;
        lastEvent = UNKNOWN;
        verified = UNKNOWN;
        failures = 0; // what the end leaves behind starts afresh
        notBefore = Instant.MIN;
    }
}
