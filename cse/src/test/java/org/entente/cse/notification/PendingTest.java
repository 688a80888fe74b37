// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of notices while a schedule is closed. The clock starts at midnight. */
@OverEveryBinding
class PendingTest {
    private static final int LATEST = 1;
    private static final int ALL = 2;
    private static final String DAYTIME = "* * 8-19 * * * *";

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

    private void subscribe(Object... policies) {
        var attributes = fields(policies)
                .with("rn", Value.of("watch"))
                .with("nu", Value.texts(List.of(sink.aeId)))
                .with("enc", fields("net", List.of(3)));
        is(
                CREATED,
                hub.send(Request.create("cse-in/box", ADMIN, 23, Value.field("m2m:sub", attributes)))
                        .code());
        sink.requests(hub);
        sink.forget();
    }

    private void schedule(String to, String entry) {
        is(
                CREATED,
                hub.create(to, ADMIN, 18, "m2m:sch", "rn", "times", "se", fields("sce", List.of(entry)))
                        .code());
    }

    private void put(String... contents) {
        for (var content : contents) {
            is(
                    CREATED,
                    hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", content)
                            .code());
            Sink.quiet(hub);
        }
    }

    private static void is(ResultCode expected, ResultCode code) {
        assertThat(code).isEqualTo(expected);
    }

    private void pass(Duration time) {
        hub.clock.pass(time);
        Sink.quiet(hub);
    }

    private List<String> contents() {
        return sink.representations(hub).stream()
                .map(rep -> ((Value.Fields) rep.find("m2m:cin").orElseThrow())
                        .text("con")
                        .orElseThrow())
                .toList();
    }

    @Nested
    class A_closed_schedule {
        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void lets_go_of_what_comes_if_nothing_else_is_said() {
            subscribe();
            schedule("cse-in/box/watch", DAYTIME);

            put("night");
            pass(Duration.ofHours(9));
            put("day");

            assertThat(contents()).containsExactly("day");
            assertThat(hub.store.view().queues()).isEmpty();
        }

        @Test
        @Spec({"TS-0004 §7.5.1.2.2", "TS-0001 §10.2.10.7"})
        void keeps_the_latest_if_that_is_wanted_and_says_so() {
            subscribe("pn", LATEST, "nec", 3);
            schedule("cse-in/box/watch", DAYTIME);

            put("1", "2", "3");
            assertThat(sink.requests(hub)).isEmpty();
            pass(Duration.ofHours(9));
            put("day");

            assertThat(contents()).containsExactly("3", "day");
            assertThat(sink.requests(hub)).map(Sink::category).containsExactly(Value.of(Step.LATEST), Value.of(3));
        }

        @Test
        @Spec({"TS-0004 §7.5.1.2.2", "TS-0001 §10.2.10.7"})
        void keeps_all_in_their_order_if_those_are_wanted() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);

            put("1", "2", "3");
            assertThat(sink.requests(hub)).isEmpty();
            pass(Duration.ofHours(9));

            assertThat(contents()).containsExactly("1", "2", "3");
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void keeps_what_was_under_way_before_it_closed() {
            hub.clock.pass(Duration.ofHours(19));
            subscribe();
            schedule("cse-in/box/watch", DAYTIME);
            sink.answering(INTERNAL_SERVER_ERROR);
            put("evening");
            pass(Duration.ofHours(2));
            sink.requests(hub);
            sink.answering(OK).forget();

            pass(Duration.ofHours(12));

            assertThat(contents()).containsExactly("evening");
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void does_not_stop_what_is_immediate() {
            subscribe("nec", 2);
            schedule("cse-in/box/watch", DAYTIME);

            put("alarm");

            assertThat(contents()).containsExactly("alarm");
        }

        @Test
        @Spec("TS-0001 §10.2.10.7")
        void works_with_a_batch() {
            subscribe("pn", ALL, "bn", fields("num", 2, "dur", "P7D"));
            schedule("cse-in/box/watch", DAYTIME);

            put("1", "2", "3");
            pass(Duration.ofHours(9));

            assertThat(sink.requests(hub)).hasSize(1);
            assertThat(sink.requests(hub).getFirst().content().find(Notification.AGGREGATED))
                    .isPresent();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void keeps_what_it_keeps_over_a_restart() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);
            put("1", "2");
            hub.cse.close();

            var next = new Hub(hub.store, Hub.open());
            sink.attach(next);
            next.clock.pass(Duration.ofHours(9));
            Sink.quiet(next);
            next.cse.close();

            assertThat(contents()).containsExactly("1", "2");
        }
    }

    @Nested
    class A_change {
        @Test
        @Spec("TS-0004 §7.4.8.2.3")
        void to_no_policy_lets_go_of_what_waits() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);
            put("1", "2");

            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "pn", Value.Deleted.DELETED);
            Sink.quiet(hub);

            assertThat(hub.store.view().queues()).isEmpty();
            pass(Duration.ofHours(9));
            assertThat(sink.requests(hub)).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.8.2.3")
        void from_all_to_the_latest_keeps_the_latest() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);
            put("1", "2", "3");

            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "pn", LATEST);
            pass(Duration.ofHours(9));

            assertThat(contents()).containsExactly("3");
        }

        @Test
        @Spec("TS-0001 §9.6.9")
        void of_the_schedule_counts_at_once() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);
            put("1");

            hub.update("cse-in/box/watch/times", ADMIN, "m2m:sch", "se", fields("sce", List.of("* * 0-7 * * * *")));

            assertThat(contents()).containsExactly("1");
        }

        @Test
        @Spec("TS-0004 §7.4.9.1")
        void without_a_schedule_all_passes() {
            subscribe("pn", ALL);
            schedule("cse-in/box/watch", DAYTIME);
            put("1");

            is(DELETED, hub.delete("cse-in/box/watch/times", ADMIN).code());
            put("2");

            assertThat(contents()).containsExactly("1", "2");
        }
    }

    @Nested
    class A_node {
        @BeforeEach
        void hosts_the_target() {
            is(
                    CREATED,
                    hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1")
                            .code());
            is(
                    UPDATED,
                    hub.update("cse-in/csink", ADMIN, "m2m:ae", "nl", "cse-in/node")
                            .code());
        }

        @Test
        @Spec({"TS-0004 §7.5.1.2.2", "TS-0001 §9.6.9"})
        void that_cannot_communicate_is_waited_for() {
            subscribe("pn", ALL);
            schedule("cse-in/node", DAYTIME);

            put("1", "2");
            assertThat(sink.requests(hub)).isEmpty();
            pass(Duration.ofHours(9));

            assertThat(contents()).containsExactly("1", "2");
        }

        @Test
        @Spec("TS-0001 §9.6.9")
        void is_reachable_at_the_times_of_any_of_its_networks() {
            schedule("cse-in/node", DAYTIME);
            hub.create("cse-in/node", ADMIN, 18, "m2m:sch", "se", fields("sce", List.of("* * 0-3 * * * *")));
            subscribe();

            put("night");

            assertThat(contents()).containsExactly("night");
        }

        @Test
        @Spec("TS-0004 §7.4.9.1")
        void is_not_asked_for_its_agreement_while_it_cannot_answer() {
            schedule("cse-in/node", DAYTIME);

            var response = hub.create("cse-in/box", ADMIN, 23, "m2m:sub", "nu", List.of(sink.aeId));

            assertThat(response.code()).isEqualTo(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED);
            assertThat(response.sentence()).contains("schedule");
        }
    }
}
