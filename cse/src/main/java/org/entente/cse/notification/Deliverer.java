// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;

/** Brings notices from the outbox to their targets: at least once, in order per subscription. Thread-safe. */
public final class Deliverer implements AutoCloseable {

    /** @param random for request identifiers and the jitter of waits */
    public Deliverer(
            Store store,
            Courier courier,
            Events events,
            Identity identity,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings) {}

    /** Numbers since the start, and how many wait now. */
    public record Counters(
            long delivered, long attempts, long failed, long undeliverable, long dropped, long waiting) {}

    /** Takes up all that waits in the store. */
    public void start() {}

    /**
     * Takes what a commit has put into the outbox, and waits, not past the configured time, for what must arrive before
     * the answer: the notices of deleted subscriptions.
     */
    public void settle(List<Write> done) {}

    /** What was given up, at most {@code limit}, by subscription and number. */
    public List<Undelivered> undeliverable(int limit) {
        return List.of();
    }

    /** Sends given-up notices of a subscription again; true if there were any. */
    public boolean retry(String subscription) {
        return false;
    }

    public Counters counters() {
        return new Counters(0, 0, 0, 0, 0, 0);
    }

    /** Waits for what is under way; what waits stays in the store. */
    @Override
    public void close() {}
}
