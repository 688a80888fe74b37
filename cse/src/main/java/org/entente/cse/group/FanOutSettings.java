// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import java.time.Duration;

/**
 * How one request becomes many.
 *
 * @param mostAtOnce how many members are asked at the same time, for one request
 * @param timeout how long the members have when the request does not say
 */
public record FanOutSettings(int mostAtOnce, Duration timeout) {
    public static final FanOutSettings DEFAULTS = new FanOutSettings(16, Duration.ofSeconds(10));

    public FanOutSettings {
        if (mostAtOnce < 1) throw new IllegalArgumentException("most-at-once must be at least 1");
        if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("timeout must be positive");
    }
}
