// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;

/**
 * How notices are brought to their targets.
 *
 * @param timeout how long one attempt may take
 * @param settleTimeout how long a DELETE waits for the subscriber to learn of it
 * @param attempts after how many a notice is put on the list of undeliverable ones
 * @param age after how long it is, however many attempts were made
 * @param firstWait before the second attempt; it doubles from one to the next
 * @param longestWait between two attempts
 * @param perTarget how many requests may be under way to one target at a time
 * @param waitingPerTarget how many notices for one target are held in memory; the others stay in the store
 * @param undeliverableLimit how many undeliverable notices of one subscription are kept; then the oldest go
 */
public record DeliverySettings(
        Duration timeout,
        Duration settleTimeout,
        int attempts,
        Duration age,
        Duration firstWait,
        Duration longestWait,
        int perTarget,
        int waitingPerTarget,
        int undeliverableLimit) {
    public static final DeliverySettings DEFAULTS = new DeliverySettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            20,
            Duration.ofDays(1),
            Duration.ofMillis(500),
            Duration.ofMinutes(10),
            8,
            256,
            1000);

    public DeliverySettings {
        positive("timeout", timeout);
        positive("settle-timeout", settleTimeout);
        positive("attempts", attempts);
        positive("age", age);
        positive("first-wait", firstWait);
        if (longestWait.compareTo(firstWait) < 0)
            throw new IllegalArgumentException("longest-wait must not be shorter than first-wait");
        positive("per-target", perTarget);
        positive("waiting-per-target", waitingPerTarget);
        positive("undeliverable-limit", undeliverableLimit);
    }

    static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) throw new IllegalArgumentException(key + " must be positive");
    }

    static void positive(String key, int value) {
        if (value < 1) throw new IllegalArgumentException(key + " must be at least 1");
    }
}
