// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Notifications of the members of a group, collected for the subscriber. */
@OverEveryBinding
class AggregationTest {
    private final Hub hub = new Hub();
    private final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_a_group() {
        for (var name : List.of("a", "b", "c")) hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name);
        is(CREATED, group("g", fields("num", 2, "dur", "PT1H"), "cse-in/a", "cse-in/b"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static void is(ResultCode expected, Response response) {
        assertThat(response.code()).as(response.toString()).isEqualTo(expected);
    }

    private Response group(String name, Value.Fields aggregation, String... members) {
        return hub.create(
                "cse-in", ADMIN, 9, "m2m:grp", "rn", name, "mnm", 5, "mid", List.of(members), "nar", aggregation);
    }

    private Response subscribe(String group, Object... policies) {
        var attributes = fields(policies)
                .with("rn", Value.of("watch"))
                .with("nu", Value.texts(List.of(sink.aeId)))
                .with("nfu", Value.of(sink.aeId))
                .with("enc", fields("net", List.of(3)));
        var response =
                hub.send(Request.create("cse-in/" + group + "/fopt", ADMIN, 23, Value.field("m2m:sub", attributes)));
        is(OK, response);
        sink.requests(hub);
        return response;
    }

    private void put(String... boxes) {
        for (var box : boxes) {
            is(CREATED, hub.create("cse-in/" + box, ADMIN, 4, "m2m:cin", "con", box));
            Sink.quiet(hub);
        }
    }

    private String address(String group) {
        return "/id-in/" + hub.stored("cse-in/" + group).ri();
    }

    /** The contents of each collected notification so far. */
    private List<List<String>> collected() {
        var all = new ArrayList<List<String>>();
        for (var request : sink.requests(hub)) {
            if (!(request.content().find("m2m:agn").orElse(null) instanceof Value.Fields collected)) continue;
            var contents = new ArrayList<String>();
            for (var each : ((Value.Items) collected.find("m2m:sgn").orElseThrow()).values()) {
                var event = (Value.Fields) ((Value.Fields) each).find("nev").orElseThrow();
                var rep = (Value.Fields) event.find("rep").orElseThrow();
                contents.add(((Value.Fields) rep.find("m2m:cin").orElseThrow())
                        .text("con")
                        .orElseThrow());
            }
            all.add(contents);
        }
        return all;
    }

    @Test
    @Spec({"TS-0004 §7.3.2.6", "TS-0004 §7.5.1.2.6"})
    void notification_in_the_name_of_a_members_host_has_to_come_from_there() {
        is(CREATED, group("far", fields("num", 2, "dur", "PT1H"), "/id-mn/cse-mn/a"));
        var event = fields("sur", "/id-mn/sub1", "nfu", sink.aeId, "nev", fields("net", 3));
        var forged = Request.notification("cse-in/far", "/id-mn", Value.field("m2m:sgn", event))
                .withPeer(new Peer(Optional.empty(), true, false, Optional.of("/id-other")));

        is(ORIGINATOR_NOT_AUTHENTICATED, hub.send(forged));
    }

    @Test
    @Spec({"TS-0001 §10.2.7.10", "TS-0004 §7.5.1.2.6"})
    void notifications_of_one_subscriber_are_led_away_by_no_other() {
        var other = new Sink(hub, "COther");
        subscribe("g");
        var attributes = fields("rn", "away", "nu", List.of(other.aeId), "nfu", sink.aeId)
                .with("enc", fields("net", List.of(3)));
        is(OK, hub.send(Request.create("cse-in/g/fopt", ADMIN, 23, Value.field("m2m:sub", attributes))));
        other.requests(hub);

        put("a");

        assertThat(other.requests(hub)).isEmpty();
        assertThat(sink.requests(hub))
                .anyMatch(each -> each.content().find("m2m:agn").isPresent());
    }

    @Nested
    class A_subscription {
        @Test
        @Spec({"TS-0004 §7.4.14.2.3", "TS-0001 §10.2.7.10"})
        void notifies_the_group_instead() {
            subscribe("g");

            var made = hub.stored("cse-in/a/watch");
            assertThat(made.texts(Attributes.NU)).containsExactly(address("g"));
            assertThat(made.text(Attributes.NFU)).contains(sink.aeId);
            assertThat(made.text(Attributes.GPI)).contains(address("g"));
        }

        @Test
        @Spec("TS-0004 §7.4.14.2.3")
        void without_a_forwarding_address_stays_as_it_is() {
            is(OK, hub.create("cse-in/g/fopt", ADMIN, 23, "m2m:sub", "rn", "plain", "nu", List.of(sink.aeId)));

            assertThat(hub.stored("cse-in/b/plain").texts(Attributes.NU)).containsExactly(sink.aeId);
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.3")
        void needs_the_agreement_of_whom_it_is_for() {
            sink.answering(ORIGINATOR_HAS_NO_PRIVILEGE);

            var response = hub.create(
                    "cse-in/g/fopt", ADMIN, 23, "m2m:sub", "rn", "watch", "nu", List.of(sink.aeId), "nfu", sink.aeId);

            is(SUBSCRIPTION_VERIFICATION_INITIATION_FAILED, response);
            assertThat(hub.store.view().byPath("cse-in/a/watch")).isEmpty();
        }
    }

    @Nested
    class Notifications {
        @Test
        @Spec({"TS-0004 §7.5.1.2.6", "TS-0001 §10.2.7.11"})
        void are_sent_together_when_they_are_enough() {
            subscribe("g");

            put("a");
            assertThat(collected()).isEmpty();
            put("b", "a");

            assertThat(collected()).containsExactly(List.of("a", "b"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.6")
        void are_sent_when_the_time_is_up() {
            subscribe("g");

            put("a");
            hub.clock.pass(Duration.ofHours(1));

            assertThat(collected()).containsExactly(List.of("a"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.6")
        void wait_for_the_default_time_if_the_group_says_none() {
            is(CREATED, group("h", Value.Fields.EMPTY, "cse-in/c"));
            subscribe("h");

            put("c", "c");
            assertThat(collected()).isEmpty();
            hub.clock.pass(Duration.ofMinutes(1));

            assertThat(collected()).containsExactly(List.of("c", "c"));
        }

        @Test
        @Spec("TS-0004 §7.4.14.2.5")
        void wait_for_as_many_as_there_are_members_if_the_group_says_nothing() {
            var members = List.of("cse-in/a", "cse-in/b", "cse-in/c");
            is(CREATED, hub.create("cse-in", ADMIN, 9, "m2m:grp", "rn", "h", "mnm", 5, "mid", members));
            subscribe("h");

            put("a", "b");
            assertThat(collected()).isEmpty();
            put("c");

            assertThat(collected()).containsExactly(List.of("a", "b", "c"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.2")
        void that_are_marked_as_latest_replace_each_other() {
            is(CREATED, group("h", fields("num", 2, "dur", "PT1H"), "cse-in/c"));
            subscribe("h", "ln", true);

            put("c", "c", "c");
            hub.clock.pass(Duration.ofHours(1));

            assertThat(collected()).containsExactly(List.of("c"));
        }

        @Test
        @Spec("TS-0001 §10.2.7.11")
        void of_a_group_in_a_group_pass_both() {
            is(CREATED, group("outer", fields("num", 3, "dur", "PT1H"), "cse-in/c", "cse-in/g/fopt"));
            subscribe("outer");

            put("c", "a", "b");

            assertThat(hub.stored("cse-in/a/watch").texts(Attributes.NU)).containsExactly(address("g"));
            assertThat(collected()).containsExactly(List.of("c", "a", "b"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.6")
        void outlive_the_process() {
            subscribe("g");
            put("a");
            hub.cse.close();

            var next = new Hub(hub.store, Hub.open());
            sink.attach(next);
            next.create("cse-in/b", ADMIN, 4, "m2m:cin", "con", "b");
            Sink.quiet(next);
            next.cse.close();

            assertThat(collected()).containsExactly(List.of("a", "b"));
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.6")
        void of_who_is_no_member_are_refused() {
            hub.create("cse-in/c", ADMIN, 23, "m2m:sub", "rn", "foreign", "nu", List.of(sink.aeId));
            var sur = "/id-in/" + hub.stored("cse-in/c/foreign").ri();
            var content = Value.field("m2m:sgn", fields("sur", sur, "nfu", sink.aeId, "nev", fields("net", 3)));

            is(ORIGINATOR_HAS_NO_PRIVILEGE, hub.send(Request.notification("cse-in/g", ADMIN, content)));

            assertThat(hub.store.view().queues()).isEmpty();
        }
    }
}
