// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Notifications for events of several resources together. */
@OverEveryBinding
class CrossResourceTest extends CrossResourceFixture {
    @Nested
    class A_creation {
        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void subscribes_to_each_regular_target() {
            var ri = Hub.text(both(SLIDING, "nec", 3), "ri");

            var made =
                    hub.store.view().children(hub.stored("cse-in/b").ri(), 23).getFirst();
            assertThat(made.texts(Attributes.NU)).containsExactly("/id-in/" + ri);
            assertThat(made.texts(Attributes.ACRS)).containsExactly("/id-in/" + ri);
            assertThat(made.value(Attributes.ENC)).contains(fields("net", List.of(3)));
            assertThat(made.whole(Attributes.NEC, 0)).isEqualTo(3);
            assertThat(made.text(Attributes.ET))
                    .isEqualTo(hub.stored("cse-in/both").text(Attributes.ET));
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void lists_the_subscriptions_in_the_order_of_the_targets() {
            var response = both(SLIDING);

            assertThat(Hub.shown(response).find("rrats"))
                    .contains(Value.texts(List.of(
                            subscriptions("a").getFirst(), subscriptions("b").getFirst())));
        }

        @Test
        @Spec("TS-0004 §6.3.5.66")
        void takes_its_criteria_by_their_later_name_too() {
            var response = create(
                    "rrat",
                    List.of("cse-in/a"),
                    "encs",
                    fields("enc", List.of(fields("net", List.of(3)))),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");

            assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
            assertThat(hub.store.view().children(hub.stored("cse-in/a").ri(), 23))
                    .map(each -> each.value(Attributes.ENC).orElseThrow())
                    .containsExactly(fields("net", List.of(3)));
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void gives_each_target_its_criteria() {
            var response = create(
                    "rrat",
                    List.of("cse-in/a", "cse-in/b"),
                    "encs",
                    fields("encn", List.of(fields("net", List.of(3)), fields("net", List.of(1)))),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");

            assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
            assertThat(hub.store.view().children(hub.stored("cse-in/b").ri(), 23))
                    .map(each -> each.value(Attributes.ENC).orElseThrow())
                    .containsExactly(fields("net", List.of(1)));
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void joins_a_subscription_that_is_there() {
            hub.create("cse-in/a", ADMIN, 23, "m2m:sub", "rn", "old", "nu", List.of(sink.aeId));

            var response = create("srat", List.of("cse-in/a/old"), "twt", SLIDING, "tws", "PT1M");

            assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
            var ri = "/id-in/" + Hub.text(response, "ri");
            assertThat(hub.stored("cse-in/a/old").texts(Attributes.NU)).containsExactly(sink.aeId, ri);
            assertThat(hub.stored("cse-in/a/old").texts(Attributes.ACRS)).containsExactly(ri);
        }

        @Test
        @Spec({"TS-0004 §7.4.58.2.1", "TS-0004 §7.4.58.2.4"})
        void joins_and_leaves_beside_others_that_do_so_at_the_same_moment() {
            hub.create("cse-in/a", ADMIN, 23, "m2m:sub", "rn", "old", "nu", List.of(sink.aeId));
            var all = IntStream.range(0, 16).mapToObj(each -> "beside" + each).toList();

            atOnce(all, this::join);
            assertThat(hub.stored("cse-in/a/old").texts(Attributes.ACRS)).hasSize(16);
            assertThat(hub.stored("cse-in/a/old").texts(Attributes.NU)).hasSize(17);

            atOnce(all, name -> hub.delete("cse-in/" + name, ADMIN));
            hub.cse.sweep();
            assertThat(hub.stored("cse-in/a/old").has(Attributes.ACRS)).isFalse();
            assertThat(hub.stored("cse-in/a/old").texts(Attributes.NU)).containsExactly(sink.aeId);
        }

        private Response join(String name) {
            var content = fields(
                    "rn",
                    name,
                    "nu",
                    List.of(sink.aeId),
                    "srat",
                    List.of("cse-in/a/old"),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");
            return hub.send(Request.create("cse-in", ADMIN, 48, Value.field("m2m:crs", content)));
        }

        private static void atOnce(List<String> names, Function<String, Response> request) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = names.stream()
                        .map(name -> threads.submit(() -> request.apply(name)))
                        .toList();
                assertThat(answers)
                        .allSatisfy(
                                answer -> assertThat(answer.get().isSuccess()).isTrue());
            }
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.3")
        void asks_a_target_that_is_not_the_originator() {
            create("rrat", List.of("cse-in/a"), "encs", children(), "twt", SLIDING, "tws", "PT1M");

            assertThat(told().getFirst().find("vrq")).contains(Value.of(true));
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void of_which_one_target_fails_leaves_nothing() {
            hub.create("cse-in/b", ADMIN, 23, "m2m:sub", "rn", "old", "nu", List.of(sink.aeId));

            var response = create(
                    "srat",
                    List.of("cse-in/b/old"),
                    "rrat",
                    List.of("cse-in/a", "cse-in/gone"),
                    "encs",
                    children(),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");
            hub.cse.sweep();

            assertThat(response.code()).isEqualTo(CROSS_RESOURCE_OPERATION_FAILURE);
            assertThat(response.sentence()).contains("cse-in/gone").contains("4004");
            assertThat(subscriptions("a")).isEmpty();
            assertThat(hub.stored("cse-in/b/old").texts(Attributes.NU)).containsExactly(sink.aeId);
            assertThat(hub.stored("cse-in/b/old").has(Attributes.ACRS)).isFalse();
            assertThat(hub.store.view().byPath("cse-in/both")).isEmpty();
            assertThat(hub.store.view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void counts_the_privileges_of_its_originator() {
            hub.register("CPoor");
            var content = fields(
                    "nu",
                    List.of("CPoor"),
                    "rrat",
                    List.of("cse-in/a"),
                    "encs",
                    children(),
                    "twt",
                    SLIDING,
                    "tws",
                    "PT1M");

            var response = hub.send(Request.create("cse-in/cpoor", "CPoor", 48, Value.field("m2m:crs", content)));

            assertThat(response.code()).isEqualTo(CROSS_RESOURCE_OPERATION_FAILURE);
            assertThat(response.sentence()).contains("4103");
        }

        static Stream<Arguments> bad() {
            var rrat = List.of("cse-in/a", "cse-in/b");
            return Stream.of(
                    Arguments.of("no targets", fields("twt", 1, "tws", "PT1M")),
                    Arguments.of("no criteria", fields("rrat", rrat, "twt", 1, "tws", "PT1M")),
                    Arguments.of(
                            "too many criteria",
                            fields(
                                    "rrat",
                                    List.of("cse-in/a"),
                                    "encs",
                                    fields("encn", List.of(fields("net", List.of(3)), fields("net", List.of(3)))),
                                    "twt",
                                    1,
                                    "tws",
                                    "PT1M")),
                    Arguments.of("no window", fields("rrat", rrat, "encs", children(), "twt", 1)),
                    Arguments.of("an empty window", fields("rrat", rrat, "encs", children(), "twt", 1, "tws", "PT0S")),
                    Arguments.of(
                            "to wait for nothing in a window that begins with something",
                            fields("rrat", rrat, "encs", children(), "twt", 2, "tws", "PT1M", "eem", 4)),
                    Arguments.of(
                            "an unknown mode",
                            fields("rrat", rrat, "encs", children(), "twt", 1, "tws", "PT1M", "eem", 6)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bad")
        @Spec("TS-0004 §7.4.58.2.1")
        void is_refused_that_has(String what, Value.Fields attributes) {
            var content = attributes.with("nu", Value.texts(List.of(sink.aeId)));

            var response = hub.send(Request.create("cse-in", ADMIN, 48, Value.field("m2m:crs", content)));

            assertThat(response.code()).as(what).isEqualTo(BAD_REQUEST);
            assertThat(subscriptions("a")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.1")
        void that_nobody_finishes_is_taken_back() {
            var ri = Hub.text(both(SLIDING), "ri");
            var made = hub.stored("cse-in/both");
            hub.store.commit(view -> new Outcome(
                    List.of(
                            new Write.Updated(
                                    made, made.with(new Attribute("_lkg", "linking", Scalar.BOOLEAN), Value.of(true))),
                            new Write.Charged(new Errand(ri, "abandonment", "20260101T000200", Value.Fields.EMPTY))),
                    made));
            hub.cse.close();

            var next = new Hub(hub.store, Hub.open());
            next.clock.pass(Duration.ofMinutes(3));
            next.cse.sweep();
            next.cse.sweep();

            assertThat(next.store.view().byPath("cse-in/both")).isEmpty();
            assertThat(subscriptions("a")).isEmpty();
            next.cse.close();
        }
    }

    @Nested
    class An_end {
        @Test
        @Spec("TS-0004 §7.4.58.2.4")
        void takes_the_subscriptions_along() {
            both(SLIDING);

            assertThat(hub.delete("cse-in/both", ADMIN).code()).isEqualTo(DELETED);
            hub.cse.sweep();

            assertThat(subscriptions("a")).isEmpty();
            assertThat(subscriptions("b")).isEmpty();
            assertThat(hub.store.view().errands()).isEmpty();
            Sink.quiet(hub);
            assertThat(hub.cse.deliverer().undeliverable(10)).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.58.2.4")
        void leaves_the_subscriptions_of_others() {
            hub.create("cse-in/a", ADMIN, 23, "m2m:sub", "rn", "old", "nu", List.of(sink.aeId));
            create("srat", List.of("cse-in/a/old"), "twt", SLIDING, "tws", "PT1M");

            hub.delete("cse-in/both", ADMIN);
            hub.cse.sweep();

            assertThat(hub.stored("cse-in/a/old").texts(Attributes.NU)).containsExactly(sink.aeId);
            assertThat(hub.stored("cse-in/a/old").has(Attributes.ACRS)).isFalse();
        }

        @Test
        @Spec({"TS-0004 §7.5.1.2.4", "TS-0004 §7.4.58.2.4"})
        void comes_with_that_of_a_target() {
            both(SLIDING);

            hub.delete("cse-in/a", ADMIN);
            Sink.quiet(hub);
            hub.cse.sweep();

            assertThat(hub.store.view().byPath("cse-in/both")).isEmpty();
            assertThat(subscriptions("b")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.20")
        void is_told_to_the_subscriber() {
            var ri = Hub.text(both(SLIDING, "su", sink.aeId), "ri");

            hub.delete("cse-in/both", ADMIN);

            assertThat(told()).containsExactly(fields("sud", true, "sur", "/id-in/" + ri));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.18")
        void comes_when_its_counter_has_run_out() {
            both(SLIDING, "exc", 2);

            put("a", "b");
            assertThat(hub.stored("cse-in/both").whole(Attributes.EXC, 0)).isEqualTo(1);
            put("a", "b");
            hub.cse.sweep();

            assertThat(told()).hasSize(2);
            assertThat(hub.store.view().byPath("cse-in/both")).isEmpty();
            assertThat(subscriptions("a")).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.3.3.5")
        void comes_with_its_time() {
            both(SLIDING, "et", "20260101T010000");

            pass(Duration.ofHours(2));
            hub.cse.sweep();

            assertThat(hub.store.view().byPath("cse-in/both")).isEmpty();
            assertThat(subscriptions("a")).isEmpty();
        }
    }

    @Test
    @Spec({"TS-0001 §9.6.58", "TS-0004 §7.4.33.2.4"})
    void target_may_leave_it_as_a_policy_allows() {
        both(SLIDING);
        hub.create("cse-in", ADMIN, 26, "m2m:ntp", "rn", "go", "acn", 1, "plbl", "go");
        hub.create("cse-in/both", ADMIN, 25, "m2m:ntpr", "ntu", List.of(sink.aeId), "npi", "cse-in/go");

        assertThat(hub.delete("cse-in/both/ntsr", sink.aeId).code()).isEqualTo(DELETED);
        hub.cse.sweep();

        // It was the only target.
        assertThat(hub.store.view().byPath("cse-in/both")).isEmpty();
        assertThat(subscriptions("a")).isEmpty();
        assertThat(hub.store.view().errands()).isEmpty();
    }

    @Nested
    class A_stranger {
        private ResultCode notify(String sur, String from) {
            var content = Value.field("m2m:sgn", fields("sur", sur, "nev", fields("net", 3)));
            return hub.send(Request.notification("cse-in/both", from, content)).code();
        }

        @Test
        @Spec("TS-0004 §7.3.3.15")
        void cannot_feign_an_event() {
            both(SLIDING);

            assertThat(notify(subscriptions("a").getFirst(), "CSink")).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(notify("/id-in/sub1", ADMIN)).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void statistics_are_kept_of_each_target() {
        both(SLIDING, "nse", true);

        put("a", "b");
        Sink.quiet(hub);

        assertThat(hub.stored("cse-in/both").value(Attributes.NSI))
                .contains(Value.of(List.of(fields("tg", sink.aeId, "rqs", 1, "rsr", 1, "noec", 1))));
    }

    @Test
    @Spec("TS-0001 §9.6.58")
    void schedule_holds_for_it_too() {
        both(SLIDING);
        hub.create("cse-in/both", ADMIN, 18, "m2m:sch", "se", fields("sce", List.of("* * 8-19 * * * *")));

        put("a", "b");

        assertThat(told()).isEmpty();
    }
}
