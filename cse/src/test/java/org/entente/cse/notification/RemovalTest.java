// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entente.cse.Hub;
import org.entente.cse.access.AccessOperation;
import org.entente.cse.access.AccessSettings;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a target of a subscription gets out of it, and which policy decides. The clock starts at midnight. */
@OverEveryBinding
class RemovalTest {
    private static final int ACCEPT = 1;
    private static final int REJECT = 2;
    private static final int ASK = 3;
    private static final int INFORM = 4;
    private static final String SELF = "cse-in/box/watch/ntsr";
    private static final String DEFAULT = "cse-in/defaultNotificationTargetPolicy";

    private final Hub hub = new Hub();
    private final Sink owner = new Sink(hub, "COwner");
    private final Sink sink = new Sink(hub, "CSink");
    private final Sink other = new Sink(hub, "COther");

    @BeforeEach
    void subscribe() {
        var all = fields("acr", List.of(fields("acor", List.of("all"), "acop", 63)));
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "open", "pv", all, "pvs", all);
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-in/open"));
        for (var ae : List.of("csink", "cother", "cowner"))
            hub.update("cse-in/" + ae, ADMIN, "m2m:ae", "acpi", List.of("cse-in/open"));
        is(
                CREATED,
                hub.create(
                        "cse-in/box",
                        "COwner",
                        23,
                        "m2m:sub",
                        "rn",
                        "watch",
                        "nu",
                        List.of("CSink", "COther"),
                        "enc",
                        fields("net", List.of(3))));
        hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "acpi", List.of("cse-in/open"));
        forget();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void forget() {
        for (var each : List.of(owner, sink, other)) {
            each.requests(hub);
            each.forget();
        }
    }

    private static void is(ResultCode expected, Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(expected);
    }

    private void policy(String name, Object... attributes) {
        var content = fields(attributes).with("rn", Value.of(name));
        is(CREATED, hub.send(Request.create("cse-in", ADMIN, 26, Value.field("m2m:ntp", content))));
    }

    /** A policy of the subscription's own for CSink. */
    private void refer(int action) {
        policy("own", "acn", action, "plbl", "own");
        is(
                CREATED,
                hub.create(
                        "cse-in/box/watch",
                        ADMIN,
                        25,
                        "m2m:ntpr",
                        "rn",
                        "ref",
                        "ntu",
                        List.of("CSink"),
                        "npi",
                        "cse-in/own"));
    }

    private Response leave() {
        return hub.delete(SELF, "CSink");
    }

    /** The subscriber may make policies. */
    private static AccessSettings policiesForAll() {
        var open = Hub.open();
        var grant = new AccessSettings.Grant(List.of("COwner"), Set.of(AccessOperation.CREATE), Set.of(26));
        return new AccessSettings(
                open.administrator(),
                open.registrants(),
                open.applications(),
                List.of(),
                List.of(grant),
                AccessSettings.Strangers.BELIEVED);
    }

    private List<String> targets() {
        return hub.stored("cse-in/box/watch").texts(Attributes.NU);
    }

    @Nested
    class A_policy {
        @Test
        @Spec({"TS-0004 §7.4.33.2.4", "TS-0001 §10.2.10.8", "TS-0004 §7.4.31.2.1"})
        void that_accepts_lets_the_target_go() {
            refer(ACCEPT);

            is(DELETED, leave());

            assertThat(targets()).containsExactly("COther");
            hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "1");
            assertThat(sink.requests(hub)).isEmpty();
            assertThat(other.events(hub)).hasSize(1);
        }

        @Test
        @Spec("TS-0004 §7.4.33.2.4")
        void that_rejects_keeps_it() {
            refer(REJECT);

            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());

            assertThat(targets()).containsExactly("CSink", "COther");
        }

        @ParameterizedTest(name = "allowance {0}: {1}")
        @CsvSource({"true, DELETED", "false, ORIGINATOR_HAS_NO_PRIVILEGE"})
        @Spec("TS-0004 §7.4.33.2.4")
        void that_asks_does_as_the_subscriber_says(boolean allowance, ResultCode expected) {
            refer(ASK);
            owner.answering(request ->
                    Response.of(request, OK, Value.field("m2m:sgn", fields("sur", "/id-in/x", "tra", allowance))));

            is(expected, leave());

            var sub = hub.stored("cse-in/box/watch");
            assertThat(owner.notifications(hub))
                    .containsExactly(fields("sur", "/id-in/" + sub.ri(), "ntt", "CSink", "trr", true));
            assertThat(targets().contains("CSink")).isEqualTo(!allowance);
        }

        @Test
        @Spec("TS-0004 §7.4.33.2.4")
        void that_informs_leaves_it_to_the_subscriber() {
            refer(INFORM);

            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());

            assertThat(owner.notifications(hub)).hasSize(1);
            assertThat(targets()).contains("CSink");
        }

        @Test
        @Spec("TS-0001 §10.2.10.8")
        void of_the_subscriber_counts_where_the_subscription_names_none() {
            var owner = fields("rn", "mine", "plbl", "default", "acn", ACCEPT);
            var made = new Hub(hub.store, policiesForAll());
            is(
                    CREATED,
                    made.send(Request.create("cse-in", "COwner", 26, Value.field("m2m:ntp", owner))
                            .withId("p")));
            made.cse.close();

            is(DELETED, leave());
            assertThat(targets()).containsExactly("COther");
        }
    }

    @Nested
    class The_default {
        @Test
        @Spec({"TS-0001 §9.6.32", "TS-0004 §7.4.31.2.2"})
        void is_there_from_the_start_and_rejects() {
            var shown = Hub.shown(hub.retrieve(DEFAULT, ADMIN));

            assertThat(shown.find("acn")).contains(Value.of(REJECT));
            assertThat(shown.find("plbl")).contains(Value.of("Default"));
            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());
        }

        @Test
        @Spec({"TS-0001 §9.6.32", "TS-0004 §7.4.31.2.3", "TS-0004 §7.4.31.2.4"})
        void cannot_be_deleted_nor_called_otherwise() {
            is(BAD_REQUEST, hub.delete(DEFAULT, ADMIN));
            is(BAD_REQUEST, hub.update(DEFAULT, ADMIN, "m2m:ntp", "plbl", "other"));

            assertThat(hub.stored(DEFAULT).text(Attributes.PLBL)).contains("Default");
        }

        @Test
        @Spec("TS-0001 §9.6.32")
        void is_made_once() {
            hub.cse.close();

            var next = new Hub(hub.store, Hub.open());

            assertThat(hub.store.view().children("id-in", 26)).hasSize(1);
            next.cse.close();
        }
    }

    @Nested
    class Rules {
        @BeforeEach
        void make() {
            refer(ACCEPT);
            hub.update("cse-in/own", ADMIN, "m2m:ntp", "rrs", 1);
        }

        private Response rules(Object... attributes) {
            return hub.create("cse-in/own", ADMIN, 27, "m2m:pdr", attributes);
        }

        @Test
        @Spec({"TS-0001 §9.6.33", "TS-0004 §7.4.33.2.4"})
        void say_when_a_target_may_go() {
            is(CREATED, rules("dr", fields("tod", List.of("* * 8-19 * * * *"))));

            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());
            hub.clock.pass(Duration.ofHours(9));

            is(DELETED, leave());
        }

        @Test
        @Spec({"TS-0001 §9.6.33", "TS-0004 §7.4.32.2.3"})
        void hold_if_one_of_them_does_unless_they_say_otherwise() {
            is(CREATED, rules("rn", "times", "dr", fields("tod", List.of("* * 8 * * * *", "* * 0 * * * *"))));
            is(UPDATED, hub.update("cse-in/own/times", ADMIN, "m2m:pdr", "drr", 1));
            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());

            is(UPDATED, hub.update("cse-in/own/times", ADMIN, "m2m:pdr", "drr", 2));
            is(DELETED, leave());
        }

        @ParameterizedTest(name = "joined by {0}: {1}")
        @CsvSource({"1, ORIGINATOR_HAS_NO_PRIVILEGE", "2, DELETED"})
        @Spec("TS-0004 §7.4.33.2.4")
        void of_two_groups_are_joined_as_the_policy_says(int operator, ResultCode expected) {
            hub.update("cse-in/own", ADMIN, "m2m:ntp", "rrs", operator);
            is(CREATED, rules("dr", fields("tod", List.of("* * 0 * * * *"))));
            is(CREATED, rules("dr", fields("tod", List.of("* * 8 * * * *"))));

            is(expected, leave());
        }

        @Test
        @Spec("TS-0001 §9.6.33")
        void that_ask_for_a_place_need_to_know_it() {
            is(CREATED, rules("dr", fields("lr", List.of(fields("accr", List.of(48.0, 11.0, 1000.0))))));

            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());
        }

        @Test
        @Spec("TS-0004 §7.4.32.2.1")
        void are_two_groups_at_most() {
            is(CREATED, rules());
            is(CREATED, rules());

            is(CONFLICT, rules());
            assertThat(hub.store.view().children(hub.stored("cse-in/own").ri(), 27))
                    .hasSize(2);
        }

        @Test
        @Spec("TS-0004 §7.4.31.1")
        void of_two_groups_need_to_be_joined_somehow() {
            is(CREATED, rules());
            hub.update("cse-in/own", ADMIN, "m2m:ntp", "rrs", Value.Deleted.DELETED);

            is(BAD_REQUEST, rules());
        }

        @Test
        @Spec("TS-0004 §7.4.32.2.1")
        void must_be_such_that_they_can_be_evaluated() {
            is(BAD_REQUEST, rules("dr", fields("tod", List.of("* * 9-8 * * * *"))));
            is(BAD_REQUEST, rules("dr", fields("lr", List.of(fields("accr", List.of(148.0, 11.0, 1000.0))))));
        }

        @Test
        @Spec({"TS-0004 §7.4.32.2.2", "TS-0004 §7.4.32.2.4"})
        void are_shown_and_go() {
            is(CREATED, rules("rn", "times", "dr", fields("tod", List.of("* * 8 * * * *"))));

            assertThat(Hub.shown(hub.retrieve("cse-in/own/times", ADMIN)).find("dr"))
                    .contains(fields("tod", List.of("* * 8 * * * *")));
            is(DELETED, hub.delete("cse-in/own/times", ADMIN));

            is(DELETED, leave());
            assertThat(targets()).containsExactly("COther");
        }
    }

    @Nested
    class A_reference {
        @Test
        @Spec("TS-0004 §7.4.30.2.1")
        void to_a_target_that_has_a_policy_already_is_a_conflict() {
            refer(ACCEPT);

            var second = hub.create("cse-in/box/watch", ADMIN, 25, "m2m:ntpr", "ntu", List.of("COther", "CSink"));

            is(CONFLICT, second);
            assertThat(hub.store.view().children(hub.stored("cse-in/box/watch").ri(), 25))
                    .hasSize(1);
        }

        @Test
        @Spec({"TS-0004 §7.4.30.2.2", "TS-0004 §7.4.30.2.3", "TS-0004 §7.4.30.2.4"})
        void can_be_read_changed_and_deleted() {
            refer(ACCEPT);

            assertThat(Hub.shown(hub.retrieve("cse-in/box/watch/ref", ADMIN)).find("npi"))
                    .contains(Value.of("cse-in/own"));
            is(UPDATED, hub.update("cse-in/box/watch/ref", ADMIN, "m2m:ntpr", "ntu", List.of("COther")));
            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());
            is(DELETED, hub.delete(SELF, "COther"));
            is(DELETED, hub.delete("cse-in/box/watch/ref", ADMIN));

            assertThat(targets()).containsExactly("CSink");
        }

        @Test
        @Spec("TS-0001 §9.6.31")
        void without_a_policy_leaves_it_to_the_default() {
            hub.create("cse-in/box/watch", ADMIN, 25, "m2m:ntpr", "ntu", List.of("CSink"));

            is(ORIGINATOR_HAS_NO_PRIVILEGE, leave());

            assertThat(targets()).contains("CSink");
        }
    }

    @Nested
    class The_self_reference {
        @Test
        @Spec({"TS-0004 §7.4.33.2.1", "TS-0004 §7.4.33.2.2", "TS-0004 §7.4.33.2.3"})
        void can_only_be_deleted() {
            is(OPERATION_NOT_ALLOWED, hub.retrieve(SELF, ADMIN));
            is(OPERATION_NOT_ALLOWED, hub.update(SELF, ADMIN, "m2m:sub", "exc", 1));
            is(OPERATION_NOT_ALLOWED, hub.create(SELF, ADMIN, 3, "m2m:cnt"));

            assertThat(targets()).hasSize(2);
        }

        @Test
        @Spec("TS-0004 §7.4.33.2.4")
        void is_for_targets_only() {
            refer(ACCEPT);

            is(ORIGINATOR_HAS_NO_PRIVILEGE, hub.delete(SELF, "COwner"));

            assertThat(targets()).hasSize(2);
        }

        @Test
        @Spec("TS-0004 §7.4.33.2.4")
        void of_the_last_target_takes_the_subscription_along() {
            refer(ACCEPT);
            hub.update("cse-in/box/watch", ADMIN, "m2m:sub", "nu", List.of("CSink"));

            is(DELETED, leave());

            assertThat(hub.store.view().byPath("cse-in/box/watch")).isEmpty();
        }
    }

    @Nested
    class An_answer {
        @Test
        @Spec("TS-0001 §10.2.10.6")
        void may_ask_for_no_more() {
            refer(ACCEPT);
            sink.answering(
                    request -> Response.of(request, OK, Value.field("m2m:sgn", fields("sur", "x", "trr", true))));

            hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "1");
            sink.requests(hub);
            hub.cse.sweep();

            assertThat(targets()).containsExactly("COther");
            assertThat(hub.store.view().errands()).isEmpty();
        }

        @Test
        @Spec("TS-0001 §10.2.10.6")
        void asks_in_vain_if_the_policy_says_so() {
            sink.answering(
                    request -> Response.of(request, OK, Value.field("m2m:sgn", fields("sur", "x", "trr", true))));

            hub.create("cse-in/box", ADMIN, 4, "m2m:cin", "con", "1");
            sink.requests(hub);
            hub.cse.sweep();

            assertThat(targets()).containsExactly("CSink", "COther");
        }
    }
}
