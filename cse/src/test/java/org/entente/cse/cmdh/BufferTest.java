// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.entente.cse.Hub;
import org.entente.cse.schedule.Recurrence;
import org.entente.cse.schedule.Timetable;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;

/** What waits for a network, in which order it has to make room, and when it is tried again. */
class BufferTest {
    private static final Timetable NEXT_HOUR = new Timetable(List.of(new Recurrence("* * 1 * * * *")));
    private static final Rule.Backoff BACKOFF = new Rule.Backoff(1000, 500, 1800, 0);
    private static final Set<Long> ALL = Set.of(Rule.ForCategories.ALL_OTHERS);

    private final Hub.TestClock clock = new Hub.TestClock();
    private final Rule.Room low = room("low", 1);
    private final Rule.Room middle = room("middle", 5);
    private final Rule.Room high = room("high", 10);
    private final long size = Buffer.size(request("a"));

    private static Rule.Room room(String id, int priority) {
        return new Rule.Room(id, ALL, Long.MAX_VALUE, priority);
    }

    private static Request request(String id) {
        return Request.retrieve("/id-in/box", "CApp").withId(id).with(Parameter.EVENT_CATEGORY, Value.of(100));
    }

    private Buffer buffer(Timetable schedule, long spread, long capacity) {
        var network = new Rule.Network("net", 0, spread, BACKOFF, schedule);
        var policy = new Policy(
                List.of(), List.of(), List.of(), List.of(new Rule.Networks(ALL, List.of(network))), List.of());
        return new Buffer(() -> Optional.of(policy), capacity, clock, new Random(7));
    }

    private Waiting enter(Buffer buffer, String id, Rule.Room room) {
        return buffer.enter(request(id), "/id-in", room, Optional.empty());
    }

    @Test
    @Spec({"TS-0004 §H.2.4", "TS-0001 §D.12.8"})
    void lowest_priority_makes_room_first_and_of_it_the_last_to_come() {
        var buffer = buffer(NEXT_HOUR, 0, 4 * size);
        var middling = enter(buffer, "1", middle);
        var early = enter(buffer, "2", low);
        var late = enter(buffer, "3", low);
        enter(buffer, "4", high);

        enter(buffer, "5", high);
        assertThat(late.refusal).isNotNull();
        assertThat(early.refusal).isNull();

        enter(buffer, "6", high);
        assertThat(early.refusal).isNotNull();
        assertThat(middling.refusal).isNull();
        assertThatThrownBy(() -> enter(buffer, "7", low)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> enter(buffer, "8", middle)).isInstanceOf(Refused.class);
        enter(buffer, "9", high);
        assertThatThrownBy(() -> buffer.await(middling)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> enter(buffer, "10", high)).isInstanceOf(Refused.class);
    }

    @Test
    @Spec("TS-0004 §H.2.5")
    void pauses_grow_up_to_the_most() {
        assertThat(BACKOFF.after(1)).isEqualTo(1000);
        assertThat(BACKOFF.after(2)).isEqualTo(1500);
        assertThat(BACKOFF.after(3)).isEqualTo(1800);
        assertThat(BACKOFF.after(1000)).isEqualTo(1800);
    }

    @Test
    @Spec("TS-0004 §H.2.5")
    void way_that_failed_is_left_alone_by_all() throws InterruptedException {
        var buffer = buffer(Timetable.ALWAYS, 0, 10 * size);
        var first = enter(buffer, "1", low);
        buffer.await(first);
        buffer.failed(first);

        var second = enter(buffer, "2", low);
        assertThat(second.isIdle()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        buffer.ring();
        assertThat(second.isIdle()).isFalse();

        buffer.failed(second);
        clock.pass(Duration.ofMillis(1400));
        buffer.ring();
        assertThat(second.isIdle()).isTrue();
        clock.pass(Duration.ofMillis(100));
        buffer.ring();
        assertThat(second.isIdle()).isFalse();
        buffer.leave(second, true);
        buffer.leave(first, true);
        assertThat(enter(buffer, "3", low).isIdle()).isFalse();
    }

    @Test
    @Spec("TS-0004 §H.2.5")
    void who_would_go_by_a_way_that_failed_sleeps_until_its_pause_is_over() {
        var buffer = buffer(Timetable.ALWAYS, 500, 10 * size);
        var both = new ArrayList<>(List.of(enter(buffer, "1", low), enter(buffer, "2", low)));
        both.sort(Comparator.comparing(each -> each.ready));
        clock.pass(Duration.between(clock.instant(), both.getFirst().ready));
        buffer.ring();
        buffer.failed(both.getFirst());
        var end = clock.instant().plusMillis(BACKOFF.after(1));

        clock.pass(Duration.between(clock.instant(), both.getLast().ready));
        buffer.ring();

        assertThat(both.getLast().isIdle()).isTrue();
        assertThat(buffer.sleep(both.getLast(), clock.instant())).isEqualTo(Duration.between(clock.instant(), end));
    }

    @Test
    @Spec("TS-0001 §D.12.7")
    void those_that_may_go_are_spread() {
        var buffer = buffer(Timetable.ALWAYS, 10_000, 10 * size);
        var first = enter(buffer, "1", low);
        var second = enter(buffer, "2", low);

        assertThat(List.of(first.ready, second.ready))
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each).isBetween(Instant.EPOCH, Hub.START.plusMillis(10_000)));
        clock.pass(Duration.ofSeconds(10));
        buffer.ring();
        assertThat(first.isIdle() || second.isIdle()).isFalse();
    }

    @Test
    @Spec("TS-0004 §H.2.3")
    void buffer_of_a_category_has_its_own_limit() {
        var buffer = buffer(NEXT_HOUR, 0, 10 * size);
        var narrow = new Rule.Room("narrow", ALL, size, 10);
        enter(buffer, "1", narrow);

        assertThatThrownBy(() -> enter(buffer, "2", narrow)).isInstanceOf(Refused.class);
        assertThat(enter(buffer, "3", low).isIdle()).isTrue();
    }
}
