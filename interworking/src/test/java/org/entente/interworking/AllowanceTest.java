// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Allowance allowance = new Allowance(0);

    private void takeAllAtOnce() {
        for (int i = 0; i < Allowance.AT_ONCE; i++)
            assertThat(allowance.take(0)).isZero();
    }

    @Test
    void many_at_once_are_allowed_and_one_more_has_to_wait() {
        takeAllAtOnce();

        assertThat(allowance.take(0)).isEqualTo(Duration.ofMillis(50));
        assertThat(allowance.isRestored()).isFalse();
    }

    @Test
    void second_later_so_many_are_allowed_again() {
        takeAllAtOnce();

        for (int i = 0; i < Allowance.PER_SECOND; i++)
            assertThat(allowance.take(SECOND)).isZero();

        assertThat(allowance.take(SECOND)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void who_was_silent_for_a_while_has_everything_again_and_no_more() {
        takeAllAtOnce();

        assertThat(allowance.take(SECOND * 3600)).isZero();
        assertThat(allowance.isRestored()).isTrue();
        for (int i = 1; i < Allowance.AT_ONCE; i++)
            assertThat(allowance.take(SECOND * 3600)).isZero();
        assertThat(allowance.take(SECOND * 3600)).isPositive();
    }
}
