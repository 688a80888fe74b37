// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({
        ", , , 20, 20, false",
        ", , , 20, 20.1, true",
        "0.5, , , 20, 20.4, false",
        "0.5, , , 20, 20.5, true",
        "0.5, , , 20, 19.4, true",
        ", 30, , 20, 25, false",
        ", 30, , 29.9, 30.1, true",
        ", 30, , 31, 29, true",
        ", , 5, 6, 4, true",
        ", , 5, 4, 3, false",
        "2, 30, , 29.9, 30.1, true"
    })
    void change_is_reported_if_it_is_large_enough_or_crosses_a_line(
            Double step, Double above, Double below, double before, double now, boolean reported) {
        var pace = new Pace(Optional.empty(), Optional.<Duration>empty(), maybe(step), maybe(above), maybe(below));

        assertThat(pace.isReported(before, now)).isEqualTo(reported);
    }

    private static OptionalDouble maybe(Double number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
