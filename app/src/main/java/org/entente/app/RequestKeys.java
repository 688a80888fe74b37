// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.duration;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import org.entente.cse.outbound.ChannelSettings;

/** The keys of requests that wait: at a polling channel, or to be done later. */
final class RequestKeys {
    private static final ChannelSettings CHANNELS = ChannelSettings.DEFAULTS;

    static final Key<Duration> LONGEST_POLL = duration(
            "polling.longest-poll", CHANNELS.longestPoll(), "After how long a poll that got nothing is answered.");
    static final Key<Integer> WAITING = whole(
            "polling.waiting",
            CHANNELS.waiting(),
            1,
            1_000_000,
            "How many requests may wait in a polling channel to be fetched.");
    static final Key<Integer> POLLS = whole(
            "polling.polls", CHANNELS.polls(), 1, 1000, "How many polls of one channel may wait at the same time.");

    static final List<Key<?>> ALL = List.of(LONGEST_POLL, WAITING, POLLS);

    private RequestKeys() {}

    static ChannelSettings channels(Configuration config) {
        return new ChannelSettings(config.value(LONGEST_POLL), config.value(WAITING), config.value(POLLS));
    }
}
