// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.bytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.positive;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import org.entente.cse.outbound.ChannelSettings;
import org.entente.cse.request.RequestSettings;

/** The keys of requests that wait: at a polling channel, or to be done later. */
final class RequestKeys {
    private static final ChannelSettings CHANNELS = ChannelSettings.DEFAULTS;

    static final Key<Duration> LONGEST_POLL = positive(
            "polling.longest-poll", CHANNELS.longestPoll(), "After how long a poll that got nothing is answered.");
    static final Key<Integer> WAITING = whole(
            "polling.waiting",
            CHANNELS.waiting(),
            1,
            1_000_000,
            "How many requests may wait in a polling channel to be fetched.");
    static final Key<Integer> POLLS = whole(
            "polling.polls", CHANNELS.polls(), 1, 1000, "How many polls of one channel may wait at the same time.");

    private static final RequestSettings REQUESTS = RequestSettings.DEFAULTS;
    static final Key<Duration> PERSISTENCE = positive(
            "requests.persistence",
            REQUESTS.persistence(),
            "How long the result of a non-blocking request is kept that does not say.");
    static final Key<Duration> LONGEST_WAIT = duration(
            "requests.longest-wait",
            REQUESTS.longestWait(),
            "How far ahead the execution time of a blocking request may be.");
    static final Key<Integer> UNFINISHED = whole(
            "requests.unfinished",
            REQUESTS.unfinished(),
            1,
            1_000_000,
            "How many acknowledged requests of one originator may wait to be done.");
    static final Key<Long> BUFFER = bytes(
            "requests.buffer",
            REQUESTS.buffer(),
            "How much may wait for a network that leads to another CSE, by a CMDH policy.");

    static final List<Key<?>> ALL =
            List.of(LONGEST_POLL, WAITING, POLLS, PERSISTENCE, LONGEST_WAIT, UNFINISHED, BUFFER);

    private RequestKeys() {}

    static ChannelSettings channels(Configuration config) {
        return new ChannelSettings(config.value(LONGEST_POLL), config.value(WAITING), config.value(POLLS));
    }

    static RequestSettings requests(Configuration config) {
        return new RequestSettings(
                config.value(PERSISTENCE), config.value(LONGEST_WAIT), config.value(UNFINISHED), config.value(BUFFER));
    }
}
