// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The books that are kept on messages, and the numbers made of times. */
class AccountTest {
    @Test
    void messages_lost_duplicated_and_reordered_are_told_apart() {
        var account = new Account();

        for (var number : new int[] {0, 1, 1, 3, 2, 5}) {
            account.came(number);
        }

        assertThat(account.lost(7)).isEqualTo(2);
        assertThat(account.duplicated()).isEqualTo(1);
        assertThat(account.reordered()).isEqualTo(1);
    }

    @Test
    void percentile_is_a_value_that_occurred() {
        var hundred = new long[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = (100 - i) * 1_000_000L;
        }
        var percentiles = new Percentiles(hundred);

        assertThat(percentiles.millis(50)).isEqualTo(50);
        assertThat(percentiles.millis(99)).isEqualTo(99);
        assertThat(percentiles.millis(99.9)).isEqualTo(100);
        assertThat(new Percentiles().millis(50)).isNaN();
    }

    @Test
    void slope_is_that_of_the_line() {
        assertThat(Percentiles.slope(new double[] {0, 1, 2, 3}, 5, 7, 9, 11)).isEqualTo(2);
        assertThat(Percentiles.slope(new double[] {1, 1}, 5, 7)).isZero();
    }
}
