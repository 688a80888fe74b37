// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NewcomersTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> looks = new ArrayList<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private final Newcomers newcomers = new Newcomers(threads::add, device -> {
        looks.add(device);
        var next = meanwhile.poll();
        if (next != null) next.run();
    });

    private void run() {
        Objects.requireNonNull(threads.poll()).run();
    }

    @Test
    void each_is_looked_at_whenever_it_comes() {
        newcomers.come("lamp");
        run();
        newcomers.come("lamp");
        newcomers.come("meter");
        run();
        run();

        assertThat(looks).containsExactly("lamp", "lamp", "meter");
        assertThat(threads).isEmpty();
    }

    @Test
    void who_comes_without_end_has_one_look_at_a_time_and_one_more_after_it() {
        meanwhile.add(() -> {
            for (int i = 0; i < 1000; i++) newcomers.come("lamp");
        });

        newcomers.come("lamp");
        assertThat(threads).hasSize(1);
        run();
        assertThat(threads).hasSize(1);
        run();

        assertThat(looks).containsExactly("lamp", "lamp");
        assertThat(threads).isEmpty();
    }

    @Test
    void who_could_not_be_looked_at_is_looked_at_since_it_came_again() {
        meanwhile.add(() -> {
            newcomers.come("lamp");
            throw new IllegalStateException("a fault of the look");
        });

        newcomers.come("lamp");
        assertThatThrownBy(this::run).hasMessage("a fault of the look");
        run();
        newcomers.come("lamp");
        run();

        assertThat(looks).containsExactly("lamp", "lamp", "lamp");
    }
}
