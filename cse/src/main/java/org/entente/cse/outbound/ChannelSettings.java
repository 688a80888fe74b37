// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.time.Duration;

/**
 * How polling channels work.
 *
 * @param longestPoll after which a poll is answered in any case; its request may expire earlier
 * @param waiting how many requests one channel holds that were not fetched yet
 * @param polls how many polls of one channel may wait at the same time
 */
public record ChannelSettings(Duration longestPoll, int waiting, int polls) {
    public static final ChannelSettings DEFAULTS = new ChannelSettings(Duration.ofSeconds(60), 1000, 16);

    public ChannelSettings {
        if (longestPoll.isNegative() || longestPoll.isZero())
            throw new IllegalArgumentException("longest-poll must be positive");
        if (waiting < 1) throw new IllegalArgumentException("waiting must be at least 1");
        if (polls < 1) throw new IllegalArgumentException("polls must be at least 1");
    }
}
