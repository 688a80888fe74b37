// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos(); // such clocks begin anywhere, and run over

    private final Rates rates = new Rates(10, () -> now);

    private long taken(Object sender, int attempts) {
        return IntStream.range(0, attempts).filter(_ -> rates.takes(sender)).count();
    }

    @Test
    void a_second_s_worth_goes_at_once_and_then_so_many_a_second() {
        assertThat(taken("a", 100)).isEqualTo(10);

        now += Duration.ofMillis(100).toNanos();
        assertThat(taken("a", 100)).isEqualTo(1);
        now += Duration.ofMillis(99).toNanos();
        assertThat(taken("a", 100)).isZero();
        now += Duration.ofHours(1).toNanos();
        assertThat(taken("a", 100)).isEqualTo(10);
    }

    @Test
    void each_has_their_own() {
        assertThat(taken("a", 100)).isEqualTo(10);

        assertThat(taken("b", 10)).isEqualTo(10);
    }

    @Test
    void without_a_limit_all_go() {
        assertThat(IntStream.range(0, 10_000).allMatch(_ -> new Rates(0, () -> now).takes("a")))
                .isTrue();
    }

    @Test
    void beyond_so_many_senders_the_new_share_one_allowance_until_others_are_silent() {
        assertThat(taken("known", 1)).isEqualTo(1);
        for (int i = 1; i < Rates.MOST_SENDERS; i++) assertThat(taken(i, 1)).isEqualTo(1);

        assertThat(IntStream.range(0, 100).filter(i -> rates.takes("new" + i)).count())
                .isEqualTo(10);
        assertThat(taken("known", 100)).isEqualTo(9);

        now += Duration.ofSeconds(2).toNanos();
        assertThat(taken("new1", 100)).isEqualTo(10);
        assertThat(taken("new2", 100)).isEqualTo(10);
    }
}
