// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions at one resource. */
@OverEveryBinding
class TransactionTest extends TransactionBench {
    @Nested
    class At_one_resource {
        @Test
        @Spec(value = "TS-0004 §7.4.61.2.1", proves = "trac CRUD")
        void locks_executes_and_commits() {
            var begun = begin("one", setting("one", 60));
            assertThat(begun.code()).as(begun.sentence()).isEqualTo(CREATED);
            assertThat(Hub.whole(begun, "trst")).isEqualTo(LOCKED);
            assertThat(Hub.whole(begun, "tctl")).isEqualTo(LOCK);
            assertThat(Hub.whole(begun, "tltp")).isEqualTo(1);
            assertThat(Hub.text(begun, "cr")).isEqualTo(ADMIN);

            var executed = control("one", EXECUTE);
            assertThat(Hub.whole(executed, "trst")).isEqualTo(EXECUTED);
            var response = (Value.Fields) Hub.shown(executed).find("m2m:rsp").orElseThrow();
            assertThat(response.find("rsc")).contains(Value.of(2004));
            assertThat(response.find("rqi")).contains(Value.of("t-one"));
            assertThat(balance("one")).isEqualTo(100);

            assertThat(Hub.whole(control("one", COMMIT), "trst")).isEqualTo(COMMITTED);
            assertThat(balance("one")).isEqualTo(60);
            assertThat(hub.send(brief(update("one", 61))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void aborted_leaves_everything_as_it_was() {
            begin("one", setting("one", 60));
            control("one", EXECUTE);

            assertThat(Hub.whole(control("one", ABORT), "trst")).isEqualTo(ABORTED);

            assertThat(balance("one")).isEqualTo(100);
            assertThat(hub.send(brief(update("one", 61))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec({"TS-0004 §7.2.2.2", "TS-0001 §10.2.18.1"})
        void is_told_of_to_nobody_who_may_not_touch_its_target() {
            begin("one", setting("one", 60));

            var read = hub.send(brief(Request.retrieve("cse-in/one", "CStranger")));
            var deleted = hub.send(brief(Request.delete("cse-in/one", "CStranger")));

            assertThat(read.code()).as(read.sentence()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(deleted.code()).as(deleted.sentence()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec({"TS-0001 §9.6.48", "TS-0001 §10.2.18.1"})
        void holds_its_target_from_those_who_read_the_parent_with_its_children() {
            begin("one", setting("one", 60));
            assertThat(below(4)).contains("two").doesNotContain("one");
            assertThat(below(6)).contains("two").doesNotContain("one");
            control("one", ABORT);
            assertThat(below(4)).contains("one", "two");
            hub.delete("cse-in/one/t", ADMIN);

            begin("one", setting("one", 60), "tltp", 2);

            assertThat(below(4)).contains("one", "two");
        }

        /** The names of the containers that a result content shows of the CSEBase. */
        private List<String> below(int resultContent) {
            var filter = new FilterCriteria(Hub.fields("ty", List.of(3)));
            var request = Request.retrieve("cse-in", ADMIN)
                    .withFilter(filter)
                    .with(Parameter.RESULT_CONTENT, Value.of(resultContent));
            var shown = Hub.shown(hub.send(request));
            var children = shown.find("m2m:cnt").or(() -> shown.find("rrf")).orElse(Value.of(List.of()));
            return ((Value.Items) children)
                    .values().stream()
                            .map(each -> (Value.Fields) each)
                            .map(each ->
                                    each.text("rn").or(() -> each.text("nm")).orElseThrow())
                            .toList();
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void begins_again_after_its_end() {
            begin("one", setting("one", 60));
            control("one", ABORT);

            assertThat(Hub.whole(control("one", LOCK), "trst")).isEqualTo(LOCKED);
            control("one", EXECUTE);
            control("one", COMMIT);

            assertThat(balance("one")).isEqualTo(60);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void request_that_is_refused_is_an_error_that_can_only_be_aborted() {
            var wrong =
                    primitive(Request.update("cse-in/one", ADMIN, Value.field("m2m:cnt", Hub.fields("nothing", 1))));
            begin("one", wrong);

            var executed = control("one", EXECUTE);
            assertThat(executed.code()).isEqualTo(UPDATED);
            assertThat(Hub.whole(executed, "trst")).isEqualTo(ERROR);
            var response = (Value.Fields) Hub.shown(executed).find("m2m:rsp").orElseThrow();
            assertThat(response.find("rsc")).contains(Value.of(4000));

            assertThat(control("one", COMMIT).code()).isEqualTo(ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED);
            assertThat(Hub.whole(control("one", ABORT), "trst")).isEqualTo(ABORTED);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void creates_reads_and_deletes_as_well() {
            var create = primitive(
                    Request.create("cse-in/one", ADMIN, 4, Value.field("m2m:cin", Hub.fields("con", "hello"))));
            begin("one", create);
            control("one", EXECUTE);
            assertThat(hub.stored("cse-in/one").whole(Attributes.CNI, 9)).isZero();
            control("one", COMMIT);
            assertThat(Hub.text(hub.retrieve("cse-in/one/la", ADMIN), "con")).isEqualTo("hello");
            hub.delete("cse-in/one/t", ADMIN);

            begin("one", primitive(Request.retrieve("cse-in/one", ADMIN)));
            var read = (Value.Fields)
                    Hub.shown(control("one", EXECUTE)).find("m2m:rsp").orElseThrow();
            assertThat(read.find("rsc")).contains(Value.of(2000));
            control("one", COMMIT);
            hub.delete("cse-in/one/t", ADMIN);

            begin("one", primitive(Request.delete("cse-in/one", ADMIN)));
            control("one", EXECUTE);
            assertThat(store.view().byPath("cse-in/one")).isPresent();
            assertThat(Hub.whole(control("one", COMMIT), "trst")).isEqualTo(COMMITTED);
            assertThat(store.view().byPath("cse-in/one")).isEmpty();
        }

        @Test
        @Spec({"TS-0001 §10.2.18.1", "TS-0004 §7.4.58.2.1"})
        void makes_a_crossResourceSubscription_that_is_tied_once_it_lasts() {
            begin("capp", crossing("cse-in/two"));
            var executed = control("capp", EXECUTE);
            assertThat(Hub.whole(executed, "trst")).as(executed.toString()).isEqualTo(EXECUTED);
            assertThat(subscriptions("two")).isEmpty();

            assertThat(Hub.whole(control("capp", COMMIT), "trst")).isEqualTo(COMMITTED);

            Awaitility.await()
                    .until(() -> hub.stored("cse-in/capp/both")
                                    .texts(Attributes.RRATS)
                                    .size()
                            == 2);
            assertThat(subscriptions("two")).hasSize(1);
        }

        @Test
        @Spec({"TS-0001 §10.2.18.1", "TS-0004 §7.4.58.2.1"})
        void tells_of_a_crossResourceSubscription_that_could_not_be_tied() {
            begin("capp", crossing("cse-in/nothing"));
            control("capp", EXECUTE);

            control("capp", COMMIT);

            Awaitility.await().until(() -> state("capp") == ERROR);
            var response = (Value.Fields) Hub.shown(hub.retrieve("cse-in/capp/t", ADMIN))
                    .find("m2m:rsp")
                    .orElseThrow();
            assertThat(response.find("rsc")).contains(Value.of(5221));
            assertThat(store.view().byPath("cse-in/capp/both")).isEmpty();
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void others_wait_until_it_is_over() throws Exception {
            begin("one", setting("one", 60));
            try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
                var waiting = List.of(
                        others.submit(() -> hub.send(update("one", 70))),
                        others.submit(() -> hub.retrieve("cse-in/one", ADMIN)));
                control("one", EXECUTE);
                control("one", COMMIT);

                for (Future<Response> each : waiting)
                    assertThat(each.get(60, TimeUnit.SECONDS).isSuccess()).isTrue();
            }
            assertThat(balance("one")).isEqualTo(70);
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void those_who_cannot_wait_are_refused_and_change_nothing() {
            begin("one", setting("one", 60));

            assertThat(hub.send(brief(update("one", 70))).code()).isEqualTo(REQUEST_TIMEOUT);
            assertThat(hub.send(brief(Request.delete("cse-in/one", ADMIN))).code())
                    .isEqualTo(REQUEST_TIMEOUT);
            assertThat(hub.send(brief(Request.retrieve("cse-in/one", ADMIN))).code())
                    .isEqualTo(REQUEST_TIMEOUT);
            var cin = Value.field("m2m:cin", Hub.fields("con", "x"));
            assertThat(hub.send(brief(Request.create("cse-in/one", ADMIN, 4, cin)))
                            .code())
                    .isEqualTo(REQUEST_TIMEOUT);
            assertThat(hub.send(brief(update("two", 70))).code()).isEqualTo(UPDATED);
            assertThat(balance("one")).isEqualTo(100);
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void readers_pass_where_they_are_let_through() {
            begin("one", setting("one", 60), "tltp", 2);
            control("one", EXECUTE);

            assertThat(Hub.whole(hub.send(brief(Request.retrieve("cse-in/one", ADMIN))), "mni"))
                    .isEqualTo(100);
            assertThat(hub.send(brief(update("one", 70))).code()).isEqualTo(REQUEST_TIMEOUT);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void another_one_cannot_lock_what_is_locked() {
            begin("one", setting("one", 60));

            var second = hub.create("cse-in/one", ADMIN, 51, "m2m:trac", "tid", "other", "m2m:rqp", setting("one", 50));

            assertThat(second.code()).isEqualTo(CONFLICT);
        }

        @Test
        @Spec("TS-0004 §7.4.61.2.4")
        void is_deleted_only_when_it_is_over() {
            begin("one", setting("one", 60));
            assertThat(hub.delete("cse-in/one/t", ADMIN).code()).isEqualTo(TRANSACTION_PROCESSING_IS_INCOMPLETE);

            control("one", ABORT);

            assertThat(hub.delete("cse-in/one/t", ADMIN).code()).isEqualTo(DELETED);
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void that_expires_lets_go() {
            begin("one", setting("one", 60), "et", Timestamp.text(Hub.START.plusSeconds(60)));
            control("one", EXECUTE);

            hub.clock.pass(Duration.ofSeconds(61));
            hub.cse.sweep();

            assertThat(hub.retrieve("cse-in/one/t", ADMIN).code()).isEqualTo(NOT_FOUND);
            assertThat(balance("one")).isEqualTo(100);
            assertThat(hub.send(brief(update("one", 70))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void goes_on_at_the_times_it_names() {
            begin(
                    "one",
                    setting("one", 60),
                    "tltm",
                    Timestamp.text(Hub.START.plusSeconds(10)),
                    "text",
                    Timestamp.text(Hub.START.plusSeconds(20)),
                    "tct",
                    Timestamp.text(Hub.START.plusSeconds(30)));
            assertThat(state("one")).isEqualTo(INITIAL);
            assertThat(control("one", EXECUTE).code()).isEqualTo(TRANSACTION_PROCESSING_IS_INCOMPLETE);
            assertThat(hub.send(brief(update("one", 90))).code()).isEqualTo(UPDATED);

            var states = new ArrayList<Long>();
            for (int i = 0; i < 3; i++) {
                hub.clock.pass(Duration.ofSeconds(10));
                hub.cse.sweep();
                states.add(state("one"));
            }

            assertThat(states).containsExactly(LOCKED, EXECUTED, COMMITTED);
            assertThat(balance("one")).isEqualTo(60);
        }

        @Test
        @Spec("TS-0001 §9.6.48")
        void does_on_its_way_what_comes_before_a_time() {
            begin("one", setting("one", 60), "tct", Timestamp.text(Hub.START.plusSeconds(30)));

            hub.clock.pass(Duration.ofSeconds(31));
            hub.cse.sweep();

            assertThat(state("one")).isEqualTo(COMMITTED);
            assertThat(balance("one")).isEqualTo(60);
            assertThat(store.view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void lasts_over_a_restart() {
            begin("one", setting("one", 60));
            control("one", EXECUTE);
            hub.cse.close();

            hub = new Hub(store, Hub.open());
            assertThat(hub.send(brief(update("one", 70))).code()).isEqualTo(REQUEST_TIMEOUT);
            control("one", COMMIT);

            assertThat(balance("one")).isEqualTo(60);
        }

        @ParameterizedTest
        @CsvSource({"1, ILLEGAL", "2, ILLEGAL", "4, ILLEGAL"})
        @Spec("TS-0004 §7.4.61.2.3")
        void takes_its_states_in_their_order(int control, String why) {
            begin("one", setting("one", 60));

            assertThat(control("one", control).code().name()).startsWith(why);
            assertThat(state("one")).isEqualTo(LOCKED);
        }

        @Test
        @Spec("TS-0004 §7.4.61.2.3")
        void is_controlled_by_its_creator_alone() {
            var mine = hub.register("Cmine");
            hub.create("cse-in/cmine", mine, 3, "m2m:cnt", "rn", "box");
            var primitive =
                    primitive(Request.update("cse-in/cmine/box", mine, Value.field("m2m:cnt", Hub.fields("mni", 7))));
            hub.create("cse-in/cmine/box", mine, 51, "m2m:trac", "rn", "t", "tid", "x", "m2m:rqp", primitive);

            assertThat(hub.update("cse-in/cmine/box/t", ADMIN, "m2m:trac", "tctl", EXECUTE)
                            .code())
                    .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(Hub.whole(hub.update("cse-in/cmine/box/t", mine, "m2m:trac", "tctl", EXECUTE), "trst"))
                    .isEqualTo(EXECUTED);
        }

        @Test
        @Spec("TS-0004 §7.4.61.2.1")
        void takes_no_request_of_another_nor_to_another() {
            var mine = hub.register("Cmine");

            assertThat(begin("one", setting(mine, "one", 60)).code()).isEqualTo(BAD_REQUEST);
            assertThat(begin("one", setting("two", 60)).code()).isEqualTo(BAD_REQUEST);
            assertThat(begin("one", Hub.fields("op", 3)).code()).isEqualTo(BAD_REQUEST);
            assertThat(begin("one", primitive(Request.notification("cse-in/one", ADMIN, Value.Fields.EMPTY)))
                            .code())
                    .isEqualTo(BAD_REQUEST);
            assertThat(hub.send(brief(update("one", 70))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void subscribers_hear_of_what_lasts_alone() {
            var mine = hub.register("Cmine");
            var heard = new ArrayList<String>();
            var attached = hub.entities.attach(mine, notify -> {
                heard.add(notify.content().toString());
                return Response.of(notify, OK);
            });
            hub.create("cse-in/one", ADMIN, 23, "m2m:sub", "nu", List.of(mine), "enc", Hub.fields("net", List.of(1)));
            heard.clear();

            begin("one", setting("one", 60));
            control("one", EXECUTE);
            control("one", COMMIT);

            Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(1));
            assertThat(heard.getFirst()).contains("Whole[number=60]");
            attached.close();
        }
    }
}
