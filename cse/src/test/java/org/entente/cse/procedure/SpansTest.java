// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** Numbers kept as spans. */
class SpansTest {
    private static final Spans NONE = Spans.of(Value.of(List.of()));

    @Test
    void spans_are_the_set_of_what_was_put_in() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var numbers = new TreeSet<Long>();
        var spans = NONE;
        for (int i = 0; i < 200; i++) {
            long number = random.nextInt(300);
            numbers.add(number);
            spans = spans.with(number);
            if (i % 50 == 49) {
                spans = spans.from(i);
                numbers.headSet((long) i).clear();
            }
        }

        var read = Spans.of(spans.value());

        for (long number = 0; number < 300; number++)
            assertThat(read.has(number)).as("%s, seed %s", number, seed).isEqualTo(numbers.contains(number));
    }

    @Test
    void neighbours_are_one_span() {
        var spans = NONE.with(1).with(3).with(2);

        assertThat(spans.ends()).hasSize(1);
        assertThat(spans.firstGap(1)).isEqualTo(4);
        assertThat(spans.from(4).ends()).isEmpty();
    }

    @Test
    void furthest_gap_closes_where_there_are_too_many() {
        var spans = NONE;
        for (long number = 0; number < 2002; number += 2) spans = spans.with(number);

        assertThat(spans.ends()).hasSize(1000);
        assertThat(spans.has(1999)).isTrue();
        assertThat(spans.has(1997)).isFalse();
    }
}
