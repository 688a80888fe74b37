// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When actions act, and what they do. */
@OverEveryBinding
class ActionTest extends ActionBench {
    @Nested
    class An_action {
        @Test
        @Spec(value = "TS-0001 §9.6.61", proves = "actr C")
        void is_executed_when_its_criterion_comes_true() {
            assertThat(act("a", criterion("mni", 3, 10), 3).code()).isEqualTo(CREATED);

            change("mni", 10);
            assertThat(told()).isEmpty();
            change("mni", 11);

            assertThat(told()).containsExactly("a");
            var result = (Value.Fields) shown("cse-in/subject/a").find("air").orElseThrow();
            assertThat(result.find("rsc")).contains(Value.of(2001));
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void leaves_a_change_of_other_attributes_alone() {
            change("mni", 11);
            act("a", criterion("mni", 3, 10), 3);

            change("mbs", 100);
            change("mni", 11);

            assertThat(told()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void once_is_executed_the_first_time_until_it_begins_anew() {
            act("a", criterion("mni", 3, 10), 1);

            change("mni", 11);
            change("mni", 12);
            assertThat(told()).hasSize(1);

            hub.update("cse-in/subject/a", ADMIN, "m2m:actr", "evm", 1);
            change("mni", 13);
            assertThat(told()).hasSize(2);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void continuous_is_executed_each_time_and_at_most_so_often() {
            act("a", criterion("mni", 3, 10), 3);
            act("b", criterion("mni", 3, 10), 3, "ecp", 2);

            for (int i = 11; i < 15; i++) change("mni", i);

            assertThat(told()).containsExactlyInAnyOrder("a", "a", "a", "a", "b", "b");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void off_is_not_evaluated() {
            act("a", criterion("mni", 3, 10), 0);

            change("mni", 11);

            assertThat(told()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void periodic_is_evaluated_each_time_its_period_is_over() {
            act("a", criterion("mni", 3, 10), 2, "ecp", 60_000);
            change("mni", 11);
            assertThat(told()).isEmpty();

            for (int i = 0; i < 2; i++) {
                hub.clock.pass(Duration.ofSeconds(61));
                settle();
            }
            assertThat(told()).hasSize(2);

            hub.update("cse-in/subject/a", ADMIN, "m2m:actr", "evm", 0, "ecp", Value.Deleted.DELETED);
            hub.clock.pass(Duration.ofSeconds(61));
            settle();
            assertThat(told()).hasSize(2);
            assertThat(hub.store.view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void watches_another_resource_than_its_parent() {
            container("other");
            act("a", criterion("mni", 1, 7), 3, "sri", "cse-in/other");

            change("mni", 7);
            assertThat(told()).isEmpty();
            hub.update("cse-in/other", ADMIN, "m2m:cnt", "mni", 7);
            settle();

            assertThat(told()).containsExactly("a");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        @NotEveryBinding("XML does not tell a number from its text")
        void watches_what_the_newest_instance_says() {
            act("a", criterion("con", 3, 30), 3, "sri", "cse-in/subject/la");

            for (var value : List.of("29.5", "30.5", "9", "warm", "31"))
                hub.create("cse-in/subject", ADMIN, 4, "m2m:cin", "con", value);
            settle();

            assertThat(told()).containsExactly("a", "a");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void with_priority_comes_before_others_at_the_same_change() {
            act("last", criterion("mni", 3, 10), 3);
            act("second", criterion("mni", 3, 10), 3, "apy", 5);
            act("first", criterion("mni", 3, 10), 3, "apy", 1);

            change("mni", 11);

            assertThat(told()).containsExactly("first", "second", "last");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void that_is_deleted_watches_no_more() {
            act("a", criterion("mni", 3, 10), 3);
            hub.delete("cse-in/subject/a", ADMIN);

            change("mni", 11);

            assertThat(told()).isEmpty();
            assertThat(hub.stored("cse-in/subject").attributes()).doesNotContainKey("_evb");
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void takes_values_along_from_other_resources() {
            container("source");
            hub.update("cse-in/source", ADMIN, "m2m:cnt", "mbs", 77);
            var input = List.of(
                    Hub.fields("rsid", "cse-in/source", "raid", "mbs", "cstr", "mbs"), Hub.fields("raid", "mni"));
            var change = Hub.fields(
                    "op",
                    3,
                    "to",
                    "cse-in/object",
                    "fr",
                    ADMIN,
                    "rqi",
                    "x",
                    "pc",
                    Value.field("m2m:cnt", Hub.fields("lbl", List.of("seen"))));
            var created = hub.create(
                    "cse-in/subject",
                    ADMIN,
                    65,
                    "m2m:actr",
                    "rn",
                    "a",
                    "evm",
                    3,
                    "orc",
                    "cse-in/object",
                    "apv",
                    change,
                    "evc",
                    criterion("mni", 3, 10),
                    "ipu",
                    Value.of(input));
            assertThat(created.code()).as(created.sentence()).isEqualTo(CREATED);

            change("mni", 12);

            var object = hub.stored("cse-in/object");
            assertThat(object.attributes()).containsEntry("mbs", Value.of(77)).containsEntry("mni", Value.of(12));
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void that_calls_itself_comes_to_an_end() {
            var loop = Hub.fields(
                    "op",
                    1,
                    "to",
                    "cse-in/subject",
                    "fr",
                    ADMIN,
                    "rqi",
                    "x",
                    "ty",
                    4,
                    "pc",
                    Value.field("m2m:cin", Hub.fields("con", "again")));
            hub.create(
                    "cse-in/subject",
                    ADMIN,
                    65,
                    "m2m:actr",
                    "rn",
                    "a",
                    "evm",
                    3,
                    "orc",
                    "cse-in/subject",
                    "apv",
                    loop,
                    "evc",
                    criterion("cni", 3, 0));

            hub.create("cse-in/subject", ADMIN, 4, "m2m:cin", "con", "first");
            settle();

            assertThat(Hub.whole(hub.retrieve("cse-in/subject", ADMIN), "cni")).isEqualTo(11);
            var result = (Value.Fields) shown("cse-in/subject/a").find("air").orElseThrow();
            assertThat(result.find("rsc")).contains(Value.of(4005));
        }
    }

    @Test
    @Spec("TS-0001 §9.6.61")
    void execution_has_the_rights_of_whoever_gave_the_request() {
        var mine = hub.register("Cmine");
        hub.create("cse-in/cmine", mine, 3, "m2m:cnt", "rn", "box");
        hub.create(
                "cse-in/cmine/box",
                mine,
                65,
                "m2m:actr",
                "rn",
                "a",
                "evc",
                criterion("mni", 3, 10),
                "evm",
                3,
                "orc",
                "cse-in/object",
                "apv",
                telling(mine, "cse-in/object", "x"));

        hub.update("cse-in/cmine/box", mine, "m2m:cnt", "mni", 11);
        settle();

        assertThat(told()).isEmpty();
        var result = (Value.Fields)
                Hub.shown(hub.retrieve("cse-in/cmine/box/a", mine)).find("air").orElseThrow();
        assertThat(result.find("rsc")).contains(Value.of(4103));
    }

    @Test
    @Spec("TS-0001 §9.6.61")
    void action_is_executed_after_the_restart_when_the_change_was_taken_before() {
        act("a", criterion("mni", 3, 10), 3);
        hub.cse.close(); // whoever executes has stopped, and the change comes still
        hub.update("cse-in/subject", ADMIN, "m2m:cnt", "mni", 11);
        assertThat(told()).isEmpty();

        hub = new Hub(store, Hub.open());
        settle();

        assertThat(told()).containsExactly("a");
        assertThat(hub.store.view().errands()).isEmpty();
    }
}
