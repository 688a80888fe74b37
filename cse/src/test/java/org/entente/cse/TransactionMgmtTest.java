// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions over several resources. */
@OverEveryBinding
class TransactionMgmtTest extends TransactionBench {
    @Nested
    class Over_several {
        private Response manage(int mode, List<Value.Fields> requests, Object... more) {
            var all = new ArrayList<Object>(
                    List.of("rn", "all", "tmd", mode, "tmh", 2, "rqps", Hub.fields("req", Value.of(requests))));
            all.addAll(List.of(more));
            return hub.create("cse-in", ADMIN, 50, "m2m:tram", all.toArray());
        }

        private long reached() {
            return Hub.whole(hub.retrieve("cse-in/all", ADMIN), "trst");
        }

        private void reaches(long state) {
            hub.cse.sweep();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(reached()).isEqualTo(state));
        }

        private Response control(int control) {
            return hub.update("cse-in/all", ADMIN, "m2m:tram", "tctl", control);
        }

        private List<Value> responses() {
            var shown =
                    Hub.shown(hub.retrieve("cse-in/all", ADMIN)).find("rsps").orElseThrow();
            return ((Value.Items) ((Value.Fields) shown).find("m2m:rsp").orElseThrow()).values();
        }

        @Test
        @Spec(value = "TS-0004 §7.4.60.2.1", proves = "tram CRUD")
        void all_happen() {
            var begun = manage(1, List.of(setting("one", 60), setting("two", 140)));
            assertThat(begun.code()).as(begun.sentence()).isEqualTo(CREATED);

            reaches(COMMITTED);

            assertThat(balance("one")).isEqualTo(60);
            assertThat(balance("two")).isEqualTo(140);
            assertThat(responses()).hasSize(2).allMatch(each -> each.toString().contains("number=2004"));
            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(UPDATED);
            Awaitility.await()
                    .until(() -> store.view()
                            .children(hub.stored("cse-in/two").ri(), 51)
                            .isEmpty());
        }

        @Test
        @Spec({"TS-0001 §10.2.18.1", "TS-0004 §7.4.58.2.1"})
        void a_crossResourceSubscription_waits_for_targets_that_are_parts_of_the_same() {
            var crossing = new LinkedHashMap<>(crossing("cse-in/two").members());
            crossing.remove("ty");
            crossing.put("mi", Hub.fields("ty", 48));
            var begun = manage(1, List.of(new Value.Fields(crossing), setting("two", 140)));
            assertThat(begun.code()).as(begun.sentence()).isEqualTo(CREATED);

            reaches(COMMITTED);

            Awaitility.await()
                    .until(() -> hub.stored("cse-in/capp/both")
                                    .texts(Attributes.RRATS)
                                    .size()
                            == 2);
            assertThat(subscriptions("two")).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void none_happens_when_one_cannot() {
            var wrong =
                    primitive(Request.update("cse-in/two", ADMIN, Value.field("m2m:cnt", Hub.fields("nothing", 1))));
            manage(1, List.of(setting("one", 60), wrong));

            reaches(ABORTED);

            assertThat(balance("one")).isEqualTo(100);
            assertThat(responses().toString()).contains("number=4000");
            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(UPDATED);
            assertThat(hub.send(brief(update("two", 1))).code()).isEqualTo(UPDATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"cse-in/none", "/id-other/x"})
        @Spec("TS-0001 §10.2.18.1")
        void none_happens_when_one_is_not_there(String to) {
            var lost = primitive(Request.delete(to, ADMIN));
            manage(1, List.of(setting("one", 60), lost));

            reaches(ABORTED);

            assertThat(balance("one")).isEqualTo(100);
            assertThat(responses()).anySatisfy(each -> {
                assertThat(((Value.Fields) each).text("rqi")).isEqualTo(lost.text("rqi"));
                assertThat(((Value.Fields) each).find("rsc")).contains(Value.of(4004));
            });
        }

        @Test
        @Spec("TS-0001 §9.6.47")
        void what_is_locked_is_tried_again_as_often_as_wanted() {
            begin("two", setting("two", 5));
            manage(1, List.of(setting("one", 60), setting("two", 140)), "tmr", 3);
            hub.cse.sweep();
            assertThat(reached()).isEqualTo(INITIAL);

            TransactionMgmtTest.super.control("two", ABORT);
            hub.clock.pass(Duration.ofSeconds(2));
            reaches(COMMITTED);

            assertThat(balance("two")).isEqualTo(140);
        }

        @Test
        @Spec("TS-0001 §9.6.47")
        void disappears_when_it_is_done_unless_it_is_to_stay() {
            manage(1, List.of(setting("one", 60)), "tmh", 1);

            hub.cse.sweep();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(hub.retrieve("cse-in/all", ADMIN).code()).isEqualTo(NOT_FOUND));

            assertThat(balance("one")).isEqualTo(60);
            assertThat(store.view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0004 §7.4.60.2.3")
        void creator_leads_it_from_state_to_state() {
            manage(2, List.of(setting("one", 60), setting("two", 140)));
            hub.cse.sweep();
            assertThat(reached()).isEqualTo(INITIAL);
            assertThat(control(COMMIT).code()).isEqualTo(ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED);

            control(LOCK);
            reaches(LOCKED);
            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(REQUEST_TIMEOUT);
            control(EXECUTE);
            reaches(EXECUTED);
            assertThat(balance("one")).isEqualTo(100);
            control(COMMIT);
            reaches(COMMITTED);

            assertThat(balance("one")).isEqualTo(60);
            assertThat(balance("two")).isEqualTo(140);
        }

        @ParameterizedTest
        @ValueSource(ints = {ABORT, INITIAL})
        @Spec("TS-0001 §10.2.18.1")
        void creator_ends_what_went_wrong(int way) {
            var wrong =
                    primitive(Request.update("cse-in/two", ADMIN, Value.field("m2m:cnt", Hub.fields("nothing", 1))));
            manage(2, List.of(setting("one", 60), wrong));
            control(LOCK);
            reaches(LOCKED);
            control(EXECUTE);
            reaches(ERROR);
            assertThat(control(COMMIT).code()).isEqualTo(ILLEGAL_TRANSACTION_STATE_TRANSITION_ATTEMPTED);

            assertThat(control(way).code()).isEqualTo(UPDATED);
            reaches(way == ABORT ? ABORTED : INITIAL);

            assertThat(balance("one")).isEqualTo(100);
            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(UPDATED);
            assertThat(hub.send(brief(update("two", 1))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void creator_may_abort_it_and_begin_again() {
            manage(2, List.of(setting("one", 60), setting("two", 140)));
            control(LOCK);
            reaches(LOCKED);
            control(ABORT);
            reaches(ABORTED);
            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(UPDATED);

            control(INITIAL);
            reaches(INITIAL);
            for (int step : new int[] {LOCK, EXECUTE, COMMIT}) {
                control(step);
                reaches(step);
            }

            assertThat(balance("two")).isEqualTo(140);
        }

        @Test
        @Spec("TS-0001 §9.6.47")
        void that_is_not_done_in_time_is_aborted() {
            manage(2, List.of(setting("one", 60)), "tept", Timestamp.text(Hub.START.plusSeconds(60)));
            control(LOCK);
            reaches(LOCKED);

            hub.clock.pass(Duration.ofSeconds(61));
            reaches(ABORTED);

            assertThat(hub.send(brief(update("one", 1))).code()).isEqualTo(UPDATED);
        }

        @Test
        @Spec("TS-0001 §9.6.47")
        void waits_for_its_times() {
            manage(1, List.of(setting("one", 60)), "text", Timestamp.text(Hub.START.plusSeconds(60)));
            reaches(LOCKED);
            hub.clock.pass(Duration.ofSeconds(30));
            hub.cse.sweep();
            assertThat(reached()).isEqualTo(LOCKED);

            hub.clock.pass(Duration.ofSeconds(31));
            reaches(COMMITTED);
        }

        @Test
        @Spec("TS-0004 §7.4.60.2.3")
        void is_controlled_by_whom_its_mode_names() {
            var mine = hub.register("Cmine");
            manage(1, List.of(setting("one", 60)), "tltm", Timestamp.text(Hub.START.plusSeconds(60)));
            assertThat(control(LOCK).code()).isEqualTo(BAD_REQUEST);
            assertThat(hub.delete("cse-in/all", ADMIN).code()).isEqualTo(TRANSACTION_PROCESSING_IS_INCOMPLETE);

            var policy = Hub.fields("acr", List.of(Hub.fields("acor", List.of(mine, ADMIN), "acop", 63)));
            var acp = hub.create("cse-in", ADMIN, 1, "m2m:acp", "pv", policy, "pvs", policy);
            hub.create(
                    "cse-in",
                    ADMIN,
                    50,
                    "m2m:tram",
                    "rn",
                    "shared",
                    "tmd",
                    2,
                    "acpi",
                    List.of(Hub.text(acp, "ri")),
                    "rqps",
                    Hub.fields("req", Value.of(List.of(setting("two", 6)))));

            assertThat(hub.update("cse-in/shared", mine, "m2m:tram", "tctl", LOCK)
                            .code())
                    .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec("TS-0004 §7.4.60.2.1")
        void takes_requests_of_its_creator_alone_and_one_for_each_target() {
            var mine = hub.register("Cmine");

            assertThat(manage(1, List.of(setting("one", 60), setting(mine, "two", 1)))
                            .code())
                    .isEqualTo(BAD_REQUEST);
            assertThat(manage(1, List.of(setting("one", 60), setting("one", 1))).code())
                    .isEqualTo(BAD_REQUEST);
            assertThat(manage(1, List.of(primitive(Request.notification("cse-in/one", ADMIN, Value.Fields.EMPTY))))
                            .code())
                    .isEqualTo(BAD_REQUEST);
            assertThat(balance("one")).isEqualTo(100);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void ends_after_a_restart_what_it_began() {
            manage(2, List.of(setting("one", 60), setting("two", 140)));
            for (int step : new int[] {LOCK, EXECUTE}) {
                control(step);
                reaches(step);
            }
            hub.cse.close(); // whoever coordinates has stopped, and the decision comes still
            assertThat(control(COMMIT).code()).isEqualTo(UPDATED);
            assertThat(balance("one")).isEqualTo(100);

            hub = new Hub(store, Hub.open());
            reaches(COMMITTED);

            assertThat(balance("one")).isEqualTo(60);
            assertThat(balance("two")).isEqualTo(140);
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void creates_by_the_type_among_the_meta_information() {
            var create = Hub.fields(
                    "op",
                    1,
                    "to",
                    "cse-in/one",
                    "fr",
                    ADMIN,
                    "rqi",
                    "x",
                    "mi",
                    Hub.fields("ty", 4),
                    "pc",
                    Value.field("m2m:cin", Hub.fields("con", "hello")));
            manage(1, List.of(create, setting("two", 140)));

            reaches(COMMITTED);

            assertThat(Hub.text(hub.retrieve("cse-in/one/la", ADMIN), "con")).isEqualTo("hello");
        }

        @Test
        @Spec("TS-0001 §10.2.18.1")
        void deletes_what_it_locked() {
            manage(1, List.of(primitive(Request.delete("cse-in/one", ADMIN)), setting("two", 140)));

            reaches(COMMITTED);

            assertThat(hub.retrieve("cse-in/one", ADMIN).code()).isEqualTo(NOT_FOUND);
            assertThat(balance("two")).isEqualTo(140);
        }
    }
}
