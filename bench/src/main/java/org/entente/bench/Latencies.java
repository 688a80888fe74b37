// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

/** Counts durations in buckets that are exact to one part in 64. Belongs to one thread. */
final class Latencies {
    private static final int PARTS = 64;
    private static final int PART_BITS = 6;

    private final long[] buckets = new long[(64 - PART_BITS) * PARTS];
    private long count;

    void add(long nanos) {
        buckets[bucket(Math.max(0, nanos))]++;
        count++;
    }

    void add(Latencies others) {
        for (int i = 0; i < buckets.length; i++) buckets[i] += others.buckets[i];
        count += others.count;
    }

    /** The duration that this share of all does not exceed, in milliseconds; NaN without any. */
    double millis(double share) {
        if (count == 0) return Double.NaN;
        long left = (long) Math.ceil(count * share);
        int bucket = 0;
        for (left -= buckets[0]; left > 0; left -= buckets[bucket]) bucket++;
        return upper(bucket) / 1e6;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, 64 - PART_BITS - Long.numberOfLeadingZeros(nanos) - 1);
        return shift * PARTS + (int) (nanos >>> shift);
    }

    private static double upper(int bucket) {
        int shift = Math.max(0, bucket / PARTS - 1);
        return (double) (bucket - shift * PARTS + 1) * (1L << shift);
    }
}
