// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.HashSet;
import java.util.List;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups, their members and the fan-out point. */
@OverEveryBinding
class GroupTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void create() {
        for (var name : List.of("a", "b", "c")) hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    @Spec(value = "TS-0004 §7.4.14.2.4", proves = "fopt CR")
    void request_reaches_every_member_below_its_suffix() {
        group("mid", List.of("cse-in/a", "cse-in/b"));

        var created = hub.create("cse-in/g/fopt", ADMIN, 4, "m2m:cin", "con", "x");
        var latest = hub.retrieve("cse-in/g/fopt/la", ADMIN);

        assertThat(created.code()).isEqualTo(OK);
        assertThat(codes(created)).containsExactly(2001L, 2001L);
        assertThat(codes(latest)).containsExactly(2000L, 2000L);
        assertThat(Hub.text(hub.retrieve("cse-in/b/la", ADMIN), "con")).isEqualTo("x");
    }

    @Test
    @Spec(value = "TS-0004 §7.4.14.2.4", proves = "fopt UD")
    void members_are_changed_and_deleted_together() {
        group("mid", List.of("cse-in/a", "cse-in/b"));

        var changed = hub.update("cse-in/g/fopt", ADMIN, "m2m:cnt", "mni", 7);
        assertThat(codes(changed)).containsExactly(2004L, 2004L);
        assertThat(Hub.whole(hub.retrieve("cse-in/b", ADMIN), "mni")).isEqualTo(7);

        var deleted = hub.delete("cse-in/g/fopt", ADMIN);
        assertThat(codes(deleted)).containsExactly(2002L, 2002L);
        assertThat(hub.retrieve("cse-in/a", ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(hub.retrieve("cse-in/g", ADMIN).code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void members_of_a_specialisation_stay_and_others_do_not() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n");
        hub.create("cse-in/node", ADMIN, 13, "m2m:bat", "rn", "bat", "mgd", 1006, "btl", 50, "bts", 1);
        hub.create("cse-in/node", ADMIN, 13, "m2m:rbo", "rn", "rbo", "mgd", 1009);
        var both = List.of("cse-in/node/bat", "cse-in/node/rbo");
        var batteries = Hub.fields("mgd", 1006);

        var kept = group("rn", "g1", "mt", 13, "spty", batteries, "csy", 1, "mid", both);
        var refused = group("rn", "g2", "mt", 13, "spty", batteries, "csy", 2, "mid", both);

        assertThat(kept.code()).as(kept.toString()).isEqualTo(CREATED);
        assertThat(Hub.shown(kept).find("mid")).contains(Value.texts(List.of("cse-in/node/bat")));
        assertThat(refused.code()).isEqualTo(GROUP_MEMBER_TYPE_INCONSISTENT);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.5")
    void each_response_says_which_member_it_is_from() {
        group("mid", List.of("cse-in/a", "cse-in/missing"));

        var response = hub.retrieve("cse-in/g/fopt", ADMIN);

        assertThat(codes(response)).containsExactly(2000L, 4004L);
        assertThat(members(response)).containsExactly("cse-in/a", "cse-in/missing");
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void group_without_members_refuses() {
        group("mid", List.of());

        assertThat(hub.retrieve("cse-in/g/fopt", ADMIN).code()).isEqualTo(NO_MEMBERS);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    @NotEveryBinding("HTTP has no header for grtm")
    void request_may_name_the_members_it_means() {
        group("mid", List.of("cse-in/a", "cse-in/b"));
        var some = Request.retrieve("cse-in/g/fopt", ADMIN)
                .with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.texts(List.of("cse-in/b")));
        var unknown = Request.retrieve("cse-in/g/fopt", ADMIN)
                .with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.texts(List.of("cse-in/c")));

        assertThat(members(hub.send(some))).containsExactly("cse-in/b");
        assertThat(hub.send(unknown).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    @NotEveryBinding("HTTP has no header for grtm")
    void request_may_name_members_of_sub_groups_however_deep() {
        group("rn", "low", "mid", List.of("cse-in/b", "cse-in"));
        group("rn", "middle", "mid", List.of("cse-in/low/fopt", "cse-in/middle/fopt"));
        group("mid", List.of("cse-in/a", "cse-in/middle/fopt", "cse-in/g/fopt"));

        var deep = hub.send(naming("cse-in/b", "cse-in/a"));
        assertThat(members(deep)).containsExactly("cse-in/a", "cse-in/middle/fopt");
        assertThat(deep.toString()).contains("rn=Text[text=b]").doesNotContain("m2m:cb");
        assertThat(members(hub.send(naming("cse-in/middle/fopt")))).containsExactly("cse-in/middle/fopt");
        assertThat(hub.send(naming("cse-in/b", "cse-in/c")).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    @NotEveryBinding("HTTP has no header for grtm")
    void sub_group_that_the_originator_may_not_read_has_no_members_to_name() {
        hub.register("CPoor");
        group("rn", "low", "mid", List.of("cse-in/b"));
        hub.create("cse-in/cpoor", "CPoor", 9, "m2m:grp", "rn", "g", "mnm", 2, "mid", List.of("cse-in/low/fopt"));

        var request = naming("cse-in/b").toward("cse-in/cpoor/g/fopt").withFrom("CPoor");

        assertThat(hub.send(request).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    @NotEveryBinding("neither HTTP nor CoAP has a place for gstn")
    void request_may_go_to_some_members_whichever_they_are() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "c");
        var all = List.of("cse-in/a", "cse-in/b", "cse-in/c");
        group("mid", all);

        var chosen = new HashSet<List<String>>();
        for (int request = 0; request < 30; request++) chosen.add(members(hub.send(somecast(2))));

        assertThat(chosen).allSatisfy(some -> assertThat(all).containsAll(some));
        assertThat(chosen).allSatisfy(some -> assertThat(some).hasSize(2)).hasSizeGreaterThan(1);
        assertThat(members(hub.send(somecast(4)))).isEqualTo(all);
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    @NotEveryBinding("neither HTTP nor CoAP has a place for gstn")
    void sub_group_is_one_of_some_members() {
        group("rn", "low", "mid", List.of("cse-in/a", "cse-in/b"));
        group("mid", List.of("cse-in/low/fopt"));

        var answer = responses(hub.send(somecast(1))).getFirst();

        assertThat(answer.text("fr")).contains("cse-in/low/fopt");
        assertThat(answer.toString()).containsOnlyOnce("m2m:cnt");
    }

    private static Request somecast(int number) {
        return Request.retrieve("cse-in/g/fopt", ADMIN).with(Parameter.GROUP_SOMECAST_TARGET_NUMBER, Value.of(number));
    }

    private static Request naming(String... members) {
        return Request.retrieve("cse-in/g/fopt", ADMIN)
                .with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.texts(List.of(members)));
    }

    @Test
    @Spec("TS-0004 §7.3.3.2")
    void groups_in_a_circle_end() {
        group("mid", List.of("cse-in/a", "cse-in/g/fopt"));

        var response = hub.retrieve("cse-in/g/fopt", ADMIN);

        assertThat(response.code()).isEqualTo(OK);
        assertThat(response.toString()).contains("4104");
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void more_members_than_allowed_are_refused() {
        assertThat(group("mnm", 1, "mid", List.of("cse-in/a", "cse-in/b")).code())
                .isEqualTo(MAX_NUMBER_OF_MEMBER_EXCEEDED);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void duplicate_members_are_removed() {
        var response = group("mid", List.of("cse-in/a", "cse-in/a"));

        assertThat(Hub.whole(response, "cnm")).isEqualTo(1);
    }

    @Test
    @Spec({"TS-0004 §7.4.13.2.1", "TS-0001 §7.2"})
    void member_under_several_addresses_is_one() {
        var ri = hub.stored("cse-in/a").ri();

        var response = group(
                "mid",
                List.of(
                        "cse-in/a",
                        ri,
                        "/id-in/" + ri,
                        "/id-in/cse-in/a",
                        "//example.org/id-in/cse-in/a",
                        "cse-in/a/la"));

        assertThat(Hub.whole(response, "cnm")).isEqualTo(2);
        assertThat(hub.stored("cse-in/" + Hub.text(response, "rn")).texts(Attributes.MID))
                .containsExactly("cse-in/a", "cse-in/a/la");
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void member_of_another_type_is_abandoned_with_its_group_or_alone_or_mixes_it() {
        var mixed = List.of("cse-in/a", "cse-in");

        assertThat(group("mt", 3, "csy", 2, "mid", mixed).code()).isEqualTo(GROUP_MEMBER_TYPE_INCONSISTENT);
        var alone = group("rn", "g1", "mt", 3, "csy", 1, "mid", mixed);
        assertThat(Hub.whole(alone, "cnm")).isEqualTo(1);
        var open = group("rn", "g2", "mt", 3, "csy", 3, "mid", mixed);
        assertThat(Hub.whole(open, "mt")).isZero();
        assertThat(Hub.whole(open, "cnm")).isEqualTo(2);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.3")
    void update_that_exceeds_the_maximum_is_refused() {
        group("mnm", 2, "mid", List.of("cse-in/a", "cse-in/b"));

        assertThat(hub.update("cse-in/g", ADMIN, "m2m:grp", "mnm", 1).code()).isEqualTo(MAX_NUMBER_OF_MEMBER_EXCEEDED);
        assertThat(hub.update("cse-in/g", ADMIN, "m2m:grp", "mid", List.of("cse-in/a", "cse-in/b", "cse-in/c"))
                        .code())
                .isEqualTo(MAX_NUMBER_OF_MEMBER_EXCEEDED);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void member_whose_type_the_originator_may_not_retrieve_is_refused() {
        var reader = hub.register("Creader");
        var owner = hub.register("Cowner");
        hub.create("cse-in/cowner", owner, 3, "m2m:cnt", "rn", "secret");
        hub.create("cse-in/cowner", owner, 9, "m2m:grp", "rn", "g", "mnm", 1, "mid", List.of("cse-in/cowner/secret"));
        hub.create("cse-in/creader", reader, 9, "m2m:grp", "rn", "g", "mnm", 1, "mt", 3, "mid", List.of());

        for (var member : List.of("cse-in/cowner/secret", "cse-in/cowner/g/fopt")) {
            var created = hub.create(
                    "cse-in/creader", reader, 9, "m2m:grp", "mnm", 1, "mt", 3, "csy", 1, "mid", List.of(member));
            var updated = hub.update("cse-in/creader/g", reader, "m2m:grp", "mid", List.of(member));

            assertThat(created.code()).isEqualTo(RECEIVER_HAS_NO_PRIVILEGE);
            assertThat(updated.code()).isEqualTo(RECEIVER_HAS_NO_PRIVILEGE);
        }
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void latest_and_oldest_are_members_of_their_own_type() {
        var latest = group("mt", 20002, "mid", List.of("cse-in/a/la", "cse-in/b/ol", "cse-in/b"));

        assertThat(Hub.shown(latest).find("mid")).contains(Value.texts(List.of("cse-in/a/la")));
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void suffix_is_found_below_members_with_unstructured_identifiers() {
        hub.create("cse-in/a", ADMIN, 3, "m2m:cnt", "rn", "inner");
        group("mid", List.of(hub.stored("cse-in/a").ri()));

        var response = hub.create("cse-in/g/fopt/inner", ADMIN, 4, "m2m:cin", "con", "x");

        assertThat(codes(response)).containsExactly(2001L);
        assertThat(Hub.text(hub.retrieve("cse-in/a/inner/la", ADMIN), "con")).isEqualTo("x");
    }

    private Response group(Object... attributes) {
        var fields = Hub.fields("rn", "g", "mnm", 10);
        for (var each : Hub.fields(attributes).members().entrySet())
            fields = fields.with(each.getKey(), each.getValue());
        return hub.send(Request.create("cse-in", ADMIN, 9, Value.field("m2m:grp", fields)));
    }

    private static List<Value.Fields> responses(Response aggregated) {
        var agr = (Value.Fields) aggregated.content().find("m2m:agr").orElseThrow();
        var all = (Value.Items) agr.find("m2m:rsp").orElseThrow();
        return all.values().stream().map(Value.Fields.class::cast).toList();
    }

    private static List<Long> codes(Response aggregated) {
        return responses(aggregated).stream()
                .map(each -> ((Value.Whole) each.find("rsc").orElseThrow()).number())
                .toList();
    }

    private static List<String> members(Response aggregated) {
        return responses(aggregated).stream()
                .map(each -> each.text("fr").orElseThrow())
                .toList();
    }
}
