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
 */
public record LoadSettings(
        int connections,
        Duration step,
        int ratePerSecond,
        int retained,
        Duration soak,
        OptionalLong process,
        BooleanSupplier restart,
        boolean restarts) {}
