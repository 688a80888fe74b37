// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Duration;

/**
 * How subscriptions are served.
 *
 * @param verificationTimeout how long a notification target has to answer a verification request
 * @param blockingTimeout how long the entity behind a blocking update has, if the request does not expire before
 * @param batchDuration of a batchNotify that names none. TS-0001 §10.2.10.7
 * @param queueLimit how many notices of one subscriber may wait; then the oldest of the lowest priority go
 */
public record NotificationSettings(
        Duration verificationTimeout, Duration blockingTimeout, Duration batchDuration, int queueLimit) {
    public static final NotificationSettings DEFAULTS =
            new NotificationSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), 10_000);

    public NotificationSettings {
        DeliverySettings.positive("verification-timeout", verificationTimeout);
        DeliverySettings.positive("blocking-timeout", blockingTimeout);
        DeliverySettings.positive("batch-duration", batchDuration);
        DeliverySettings.positive("queue-limit", queueLimit);
    }
}
