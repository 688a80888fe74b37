// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.entente.cse.store.Notice;

/** What waits for one target of one subscription, in order. Guarded by the lock of the {@link Lanes} it is in. */
final class Lane {
    final String subscription;
    final String target;
    final Gate gate;
    final ArrayDeque<Notice> waiting = new ArrayDeque<>();
    boolean underWay;
    /** More is in the store than here. */
    boolean overflowing;

    int failures;
    Instant notBefore = Instant.MIN;

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

    void add(Notice notice, int most) {
        // Once something had to stay in the store, all that follows it must, or the order would be lost.
        if (overflowing || (gate.waiting >= most && !waiting.isEmpty())) {
            overflowing = true;
            return;
        }
        waiting.add(notice);
        gate.waiting++;
        if (failures == 0) notBefore = Instant.MIN; // it may complete a batch
    }

    void removeAll(List<Notice> gone) {
        for (var notice : gone) if (waiting.remove(notice)) gate.waiting--;
    }

    void clear() {
        gate.waiting -= waiting.size();
        waiting.clear();
        overflowing = false;
        failures = 0; // what the end leaves behind starts afresh
        notBefore = Instant.MIN;
    }
}
