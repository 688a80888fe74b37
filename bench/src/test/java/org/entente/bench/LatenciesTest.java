// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares of many durations, exact to one part in 64. */
class LatenciesTest {
    private static final double EXACTNESS = 1.0 / 64;

    private final Latencies latencies = new Latencies();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 255, 256, 1_000_000, 123_456_789_012L, 1L << 62})
    void single_duration_is_found_again(long nanos) {
        latencies.add(nanos);

        assertThat(latencies.millis(0.5))
                .isBetween(nanos / 1e6, (nanos + 1) / 1e6 * (1 + EXACTNESS))
                .isEqualTo(latencies.millis(1));
    }

    @Test
    void shares_are_those_of_the_sorted_durations() {
        long seed = 7;
        var random = new SplittableRandom(seed);
        var all = LongStream.generate(() -> random.nextLong(1L << random.nextInt(10, 35)))
                .limit(10_000)
                .toArray();
        for (long each : all) latencies.add(each);
        var sorted = LongStream.of(all).sorted().toArray();

        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = sorted[(int) Math.ceil(sorted.length * share) - 1] / 1e6;
            assertThat(latencies.millis(share))
                    .as("%s of seed %d", share, seed)
                    .isCloseTo(exact, within(exact * EXACTNESS + 1e-6));
        }
    }

    @Test
    void those_of_two_threads_are_counted_together() {
        var others = new Latencies();
        for (int i = 0; i < 99; i++) latencies.add(1_000_000);
        others.add(80_000_000);

        latencies.add(others);

        assertThat(latencies.millis(0.99)).isCloseTo(1, within(EXACTNESS));
        assertThat(latencies.millis(1)).isCloseTo(80, within(80 * EXACTNESS));
    }

    @Test
    void clock_that_went_back_counts_as_nothing() {
        latencies.add(-5);

        assertThat(latencies.millis(1)).isCloseTo(0, within(1e-6));
    }

    @Test
    void without_any_there_is_no_share() {
        assertThat(new Latencies().millis(0.5)).isNaN();
    }
}
