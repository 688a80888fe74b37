// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.util.Arrays;

/** Latencies in nanoseconds, from the moment a message should have left: a stall counts for all it held up. */
public final class Percentiles {
    private final long[] sorted;

    public Percentiles(long... nanos) {
        this.sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /** The value that so many of a hundred do not exceed, in milliseconds. */
    public double millis(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var at = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, at)] / 1e6;
    }

    /** The slope of a line through points (least squares), per unit of x. */
    static double slope(double[] x, double... y) {
        var meanX = Arrays.stream(x).average().orElse(0);
        var meanY = Arrays.stream(y).average().orElse(0);
        double over = 0;
        double under = 0;
        for (int i = 0; i < x.length; i++) {
            over += (x[i] - meanX) * (y[i] - meanY);
            under += (x[i] - meanX) * (x[i] - meanX);
        }
        return under == 0 ? 0 : over / under;
    }
}
