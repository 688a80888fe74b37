// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.entente.cse.store.Notice;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** When somebody has to look after what waits. */
class LanesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Lanes lanes = new Lanes(1, 10);
    private final Notice notice = new Notice("sub", 1, "http://target", Value.Fields.EMPTY, "20260101T000000");

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void lane_is_due_when_its_pause_is_over() {
        postpone();

        assertThat(lanes.untilNext(NOW, LONGEST)).isEqualTo(PAUSE);
        assertThat(lanes.untilNext(NOW.plus(PAUSE).plusSeconds(1), LONGEST)).isZero();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.4")
    void nothing_is_due_when_the_subscription_ended_while_its_target_was_away() {
        postpone();

        lanes.clear("sub");

        assertThat(lanes.untilNext(NOW, LONGEST)).isEqualTo(LONGEST);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void nothing_is_due_when_what_waited_made_room() {
        postpone();

        lanes.drop(notice);

        assertThat(lanes.untilNext(NOW, LONGEST)).isEqualTo(LONGEST);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void what_comes_after_a_lane_was_left_opens_it_again() {
        postpone();
        lanes.drop(notice);

        var next = new Notice("sub", 1_000, "http://target", Value.Fields.EMPTY, "20260101T000001");

        assertThat(lanes.add(next, NOW)).isPresent();
        assertThat(lanes.isIdle()).isFalse();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void notice_that_is_told_of_after_it_was_sent_is_not_sent_again() {
        var second =
                new Notice("sub", SubscriptionState.number(2, 0), "http://target", Value.Fields.EMPTY, notice.due());
        var lane = lanes.add(notice, NOW).orElseThrow();
        lanes.fill(lane, List.of(notice, second), lanes.glance(lane));
        lanes.done(lane, List.of(notice, second));

        assertThat(lanes.add(second, NOW)).isEmpty();

        assertThat(lanes.waiting(lane)).isEmpty();
        assertThat(lanes.needsStore(lane)).isTrue();
        lanes.fill(lane, List.of(), lanes.glance(lane));
        assertThat(lanes.needsStore(lane)).isFalse();
        assertThat(lanes.leave(lane, NOW)).isFalse();
        assertThat(lanes.untilNext(NOW, LONGEST)).isEqualTo(LONGEST);
    }

    private void postpone() {
        var lane = lanes.add(notice, NOW).orElseThrow();
        lanes.failed(lane);
        lanes.waitUntil(lane, NOW.plus(PAUSE), 1);
        assertThat(lanes.leave(lane, NOW)).isFalse();
    }
}
