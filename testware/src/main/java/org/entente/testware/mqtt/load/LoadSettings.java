// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * How much is asked of a broker; the defaults are over in half a minute.
 *
 * @param connections how many clients at the same time
 * @param step how long each step of throughput and latency lasts
 * @param ratePerSecond messages that leave in the open loop, whatever comes back
 * @param retained how many topics with a retained message
 * @param soak how long the soak lasts; zero for none
 * @param process the broker's process here, whose memory is looked at
 * @param restart brings the broker down and up again; false if it could not
 * @param restarts whether there is such a command
 * @param bound the longest the run may take: told beforehand, kept whatever the broker does
 */
public record LoadSettings(
        int connections,
        Duration step,
        int ratePerSecond,
        int retained,
        Duration soak,
        OptionalLong process,
        BooleanSupplier restart,
        boolean restarts,
        Duration bound) {
    /** How long is waited for messages that are still to come. */
    static final Duration DRAIN = Duration.ofSeconds(5);

    private static final int STEPS = 13;
    private static final Duration ALL_ELSE = Duration.ofMinutes(1);
    private static final Duration RESTARTS = Duration.ofMinutes(2);

    /** The longest a run of such steps takes where the broker is as slow as it may be. */
    public static Duration boundOf(Duration step, Duration soak, boolean restarts) {
        return step.plus(DRAIN).multipliedBy(STEPS).plus(ALL_ELSE).plus(soak).plus(restarts ? RESTARTS : Duration.ZERO);
    }
}
