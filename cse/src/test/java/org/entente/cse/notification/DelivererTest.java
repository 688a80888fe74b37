// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How notices reach their targets, and what becomes of those that do not. */
@OverEveryBinding
class DelivererTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_a_box() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private String subscribe(String name, List<String> targets, Object... further) {
        var attributes = fields(further);
        attributes = attributes
                .with("rn", Value.of(name))
                .with("nu", Value.texts(targets))
                .with("enc", fields("net", List.of(3)));
        var response = hub.send(Request.create("cse-in/box", ADMIN, 23, Value.field("m2m:sub", attributes)));
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        sink.requests(hub);
        sink.forget();
        return Hub.text(response, "ri");
    }

    private String subscribe(Object... further) {
        return subscribe("watch", List.of(sink.aeId), further);
    }

    private void put(String... contents) {
        for (var content : contents)
            assertThat(hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", content)
                            .code())
                    .isEqualTo(CREATED);
    }

    private List<String> contents(Sink sink) {
        var contents = new ArrayList<String>();
        for (var rep : sink.representations(hub))
            contents.add(((Value.Fields) rep.find("m2m:cin").orElseThrow())
                    .text("con")
                    .orElseThrow());
        return contents;
    }

    private void pass(Duration time) {
        hub.clock.pass(time);
        Sink.quiet(hub);
    }

    private Value watch(String attribute) {
        return hub.stored("cse-in/box/watch").attributes().getOrDefault(attribute, Value.of(0));
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void notices_arrive_in_order() {
        subscribe();

        put("1", "2", "3", "4", "5");

        assertThat(contents(sink)).containsExactly("1", "2", "3", "4", "5");
        assertThat(hub.store.view().queues()).isEmpty();
    }

    @Test
    void slow_target_slows_nobody_else() {
        var open = new CountDownLatch(1);
        var slow = new Sink(hub, "CSlow");
        subscribe("watch", List.of(slow.aeId, sink.aeId));
        slow.answering(request -> {
            waitFor(open);
            return Response.of(request, OK);
        });

        put("1", "2", "3");

        await().until(() -> hub.cse.deliverer().counters().delivered() == 3);
        open.countDown();
        assertThat(contents(sink)).containsExactly("1", "2", "3");
        assertThat(slow.events(hub)).hasSize(3);
    }

    @Test
    @Spec("TS-0004 §7.4.8.2.4")
    void deleted_subscription_leaves_no_notices() {
        var ri = subscribe();
        sink.answering(INTERNAL_SERVER_ERROR);
        put("1", "2");
        sink.requests(hub);

        hub.delete("cse-in/box/watch", ADMIN);
        sink.answering(OK).forget();
        pass(Duration.ofHours(1));

        assertThat(sink.requests(hub)).isEmpty();
        assertThat(hub.store.view().notices(ri, 10)).isEmpty();
    }

    @Test
    void deleted_ancestor_leaves_no_notices() {
        subscribe();
        sink.answering(INTERNAL_SERVER_ERROR);
        put("1", "2");
        sink.requests(hub);

        hub.delete("cse-in/box", ADMIN);
        sink.answering(OK).forget();
        pass(Duration.ofHours(1));

        assertThat(sink.requests(hub)).isEmpty();
        assertThat(hub.cse.deliverer().counters().waiting()).isZero();
    }

    @Nested
    class A_failure {
        @Test
        void is_tried_again_later_and_later() {
            subscribe();
            sink.answering(INTERNAL_SERVER_ERROR);

            put("1");
            assertThat(sink.requests(hub)).hasSize(1);
            pass(Duration.ofMillis(200)); // at least half of 0.5 s
            assertThat(sink.requests(hub)).hasSize(1);
            pass(Duration.ofMillis(300));
            assertThat(sink.requests(hub)).hasSize(2);
            pass(Duration.ofMillis(450)); // at least half of 1 s
            assertThat(sink.requests(hub)).hasSize(2);
            pass(Duration.ofMillis(550));
            assertThat(sink.requests(hub)).hasSize(3);
        }

        @Test
        void keeps_the_order() {
            subscribe();
            sink.answering(INTERNAL_SERVER_ERROR);
            put("1", "2", "3");
            sink.requests(hub);
            sink.answering(OK).forget();

            pass(Duration.ofSeconds(1));

            assertThat(contents(sink)).containsExactly("1", "2", "3");
        }

        @Test
        void outlives_the_process() {
            subscribe();
            sink.answering(INTERNAL_SERVER_ERROR);
            put("1", "2");
            sink.requests(hub);
            hub.cse.close();
            sink.answering(OK).forget();

            var next = new Hub(hub.store, Hub.open());
            sink.attach(next);
            // The first attempt of the new process may come before its target does.
            await().until(() -> {
                next.clock.pass(Duration.ofMinutes(1));
                Sink.quiet(next);
                return contents(sink).size() == 2;
            });
            next.cse.close();

            assertThat(contents(sink)).containsExactly("1", "2");
        }

        @Test
        void that_lasts_puts_the_notice_on_the_list() {
            var ri = subscribe();
            sink.answering(INTERNAL_SERVER_ERROR);
            put("1");

            for (int i = 0; i < DeliverySettings.DEFAULTS.attempts(); i++) pass(Duration.ofMinutes(10));

            var list = hub.cse.deliverer().undeliverable(10);
            assertThat(list).hasSize(1);
            assertThat(list.getFirst().notice().subscription()).isEqualTo(ri);
            assertThat(list.getFirst().notice().target()).isEqualTo(sink.aeId);
            assertThat(list.getFirst().reason()).contains("5000");
            assertThat(hub.cse.deliverer().counters().undeliverable()).isEqualTo(1);
        }

        @Test
        void that_lasts_too_long_does_so_too() {
            subscribe();
            sink.answering(INTERNAL_SERVER_ERROR);
            put("1");
            sink.requests(hub);

            pass(Duration.ofDays(2));

            assertThat(hub.cse.deliverer().undeliverable(10)).hasSize(1);
        }

        @Test
        void that_is_a_refusal_is_not_tried_again() {
            subscribe();
            sink.answering(ORIGINATOR_HAS_NO_PRIVILEGE);

            put("1");

            assertThat(sink.requests(hub)).hasSize(1);
            assertThat(hub.cse.deliverer().undeliverable(10)).hasSize(1);
        }

        @Test
        void can_be_sent_again() {
            var ri = subscribe();
            sink.answering(ORIGINATOR_HAS_NO_PRIVILEGE);
            put("1", "2");
            sink.requests(hub);
            sink.answering(OK).forget();

            assertThat(hub.cse.deliverer().retry(ri)).isTrue();

            assertThat(contents(sink)).containsExactly("1", "2");
            assertThat(hub.cse.deliverer().undeliverable(10)).isEmpty();
            assertThat(hub.cse.deliverer().retry(ri)).isFalse();
        }

        @Test
        void can_be_struck_off() {
            var ri = subscribe();
            sink.answering(ORIGINATOR_HAS_NO_PRIVILEGE);
            put("1");
            sink.requests(hub);

            assertThat(hub.cse.deliverer().dismiss(ri)).isTrue();

            assertThat(hub.store.view().queues()).isEmpty();
        }
    }

    @Nested
    @Spec("TS-0001 §10.2.10.7")
    class A_batch {
        @Test
        @Spec("TS-0001 §10.2.10.7")
        void waits_for_its_number() {
            subscribe("bn", fields("num", 3));

            put("1", "2");
            assertThat(sink.requests(hub)).isEmpty();
            put("3");

            assertThat(batches()).containsExactly(3);
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void waits_no_longer_than_its_time() {
            subscribe("bn", fields("num", 10, "dur", "PT1M"));

            put("1");
            pass(Duration.ofSeconds(30));
            put("2");
            pass(Duration.ofSeconds(29));
            assertThat(sink.requests(hub)).isEmpty();
            pass(Duration.ofSeconds(1));

            assertThat(batches()).containsExactly(2);
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void of_which_only_the_latest_counts_is_one_notification() {
            subscribe("bn", fields("num", 3), "ln", true);

            put("1", "2", "3");

            assertThat(contents(sink)).containsExactly("3");
            assertThat(Sink.category(sink.requests(hub).getFirst())).isEqualTo(Value.of(4));
        }

        private List<Integer> batches() {
            return sink.requests(hub).stream()
                    .map(request ->
                            (Value.Fields) request.content().find("m2m:agn").orElseThrow())
                    .map(batch -> ((Value.Items) batch.find("m2m:sgn").orElseThrow())
                            .values()
                            .size())
                    .toList();
        }
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void only_the_latest_is_kept_where_that_is_wanted() {
        subscribe("ln", true);
        sink.answering(INTERNAL_SERVER_ERROR);
        put("1", "2", "3");
        sink.requests(hub);
        sink.answering(OK).forget();

        pass(Duration.ofSeconds(1));

        assertThat(contents(sink)).containsExactly("3");
        assertThat(Sink.category(sink.requests(hub).getFirst())).isEqualTo(Value.of(4));
    }

    @Test
    @Spec("TS-0001 §10.2.10.4")
    void only_the_latest_stays_when_that_is_wanted_later() {
        var ri = subscribe();
        sink.answering(INTERNAL_SERVER_ERROR);
        put("1", "2", "3");
        sink.requests(hub);

        hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "ln", true);

        assertThat(hub.store.view().notices(ri, 10)).hasSize(1);
    }

    @Test
    @Spec("TS-0001 §10.2.10.7")
    void rate_is_held_in_windows_that_follow_each_other() {
        subscribe("rl", fields("mnn", 2, "tww", "PT10S"));

        put("1", "2", "3", "4", "5");
        assertThat(contents(sink)).containsExactly("1", "2");
        pass(Duration.ofSeconds(9));
        assertThat(contents(sink)).hasSize(2);
        pass(Duration.ofSeconds(1));
        assertThat(contents(sink)).hasSize(4);
        pass(Duration.ofSeconds(10));

        assertThat(contents(sink)).containsExactly("1", "2", "3", "4", "5");
    }

    @Nested
    class An_expiration_counter {
        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void counts_what_was_delivered() {
            subscribe("exc", 3);

            put("1");
            sink.requests(hub);

            assertThat(watch("exc")).isEqualTo(Value.of(2));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void does_not_count_failures() {
            subscribe("exc", 3);
            sink.answering(INTERNAL_SERVER_ERROR);

            put("1");
            sink.requests(hub);

            assertThat(watch("exc")).isEqualTo(Value.of(3));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void ends_the_subscription_and_tells_the_subscriber() {
            subscribe("exc", 2, "su", sink.aeId);

            put("1", "2", "3");

            assertThat(contents(sink)).containsExactly("1", "2");
            assertThat(sink.notifications(hub).getLast().find("sud")).contains(Value.of(true));
            assertThat(hub.store.view().byPath("cse-in/box/watch")).isEmpty();
            assertThat(hub.store.view().queues()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void gives_every_target_its_number() {
            var second = new Sink(hub, "CSecond");
            subscribe("watch", List.of(sink.aeId, second.aeId), "exc", 2);
            second.requests(hub);
            second.forget();

            put("1", "2", "3");

            assertThat(contents(sink)).contains("1", "2");
            assertThat(contents(second)).contains("1", "2");
            assertThat(hub.store.view().byPath("cse-in/box/watch")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void end_is_a_deletion_that_others_may_wait_for() {
            var other = new Sink(hub, "COther");
            hub.create(
                    "cse-in/box",
                    ADMIN,
                    23,
                    "m2m:sub",
                    "nu",
                    List.of(other.aeId),
                    "enc",
                    fields("net", List.of(4), "chty", List.of(23)));
            subscribe("exc", 1);

            put("1");

            assertThat(other.events(hub)).hasSize(1);
        }
    }

    @Nested
    class Statistics {
        @Test
        @Spec("TS-0001 §9.6.8")
        void count_events_requests_and_responses() {
            subscribe("nse", true);
            sink.answering(INTERNAL_SERVER_ERROR);
            put("1");
            sink.requests(hub);
            sink.answering(OK);
            pass(Duration.ofSeconds(1));

            assertThat(watch("nsi")).isEqualTo(figures(2, 2, 1));
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void stop_and_begin_anew() {
            subscribe("nse", true);
            put("1");
            sink.requests(hub);

            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "nse", false);
            put("2");
            sink.requests(hub);
            assertThat(watch("nsi")).isEqualTo(figures(1, 1, 1));
            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "nse", true);

            assertThat(watch("nsi")).isEqualTo(Value.of(List.of()));
        }

        private Value figures(int requests, int responses, int events) {
            return Value.of(List.of(fields("tg", sink.aeId, "rqs", requests, "rsr", responses, "noec", events)));
        }
    }

    @Test
    void counters_tell_what_happened() {
        subscribe();
        put("1");
        sink.requests(hub);
        sink.answering(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        put("2");
        sink.requests(hub);

        assertThat(hub.cse.deliverer().counters()).isEqualTo(new Deliverer.Counters(1, 2, 1, 1, 0, 0));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
