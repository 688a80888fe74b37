// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.time.Duration;

/**
 * How requests are treated that are not done at once.
 *
 * @param persistence how long a result is kept whose request does not say
 * @param longestWait how far ahead the execution time of a blocking request may be
 * @param unfinished how many acknowledged requests of one originator may be waiting to be done
 * @param buffer how many bytes of requests may wait for a network that leads to the next CSE
 */
public record RequestSettings(Duration persistence, Duration longestWait, int unfinished, long buffer) {
    public static final RequestSettings DEFAULTS =
            new RequestSettings(Duration.ofMinutes(10), Duration.ofSeconds(60), 1000, 16L << 20);

    public RequestSettings {
        if (persistence.isNegative() || persistence.isZero())
            throw new IllegalArgumentException("persistence must be positive");
        if (longestWait.isNegative()) throw new IllegalArgumentException("longest-wait may not be negative");
        if (unfinished < 1) throw new IllegalArgumentException("unfinished must be at least 1");
        if (buffer < 0) throw new IllegalArgumentException("buffer may not be negative");
    }
}
