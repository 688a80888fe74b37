// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups whose members are on several CSEs. */
class GroupAcrossTest {
    private static final int ABANDON_MEMBER = 1;
    private static final int ABANDON_GROUP = 2;
    private static final int SET_MIXED = 3;

    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();
    private final Constellation.Member left = world.middle("left", in);
    private final Constellation.Member right = world.middle("right", in);

    GroupAcrossTest() {
        in.register("Capp");
        for (var each : List.of(left, right)) box(each);
        in.create("cse-in/capp", "Capp", 3, "m2m:cnt", "rn", "box");
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A box, a group of boxes and a flat thing that the application at the IN-CSE may use. */
    private static void box(Constellation.Member member) {
        var name = member.identity.name();
        var rule = Hub.fields("acor", List.of("/id-in/Capp", "/id-left/Cnear"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        var policy = member.create(name, Hub.ADMIN, 1, "m2m:acp", "rn", "policy", "pv", privileges, "pvs", privileges);
        var acpi = List.of(Hub.text(policy, "ri"));
        member.create(name, Hub.ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", acpi);
        member.create(name, Hub.ADMIN, 3, "m2m:cnt", "rn", "secret");
        var group = member.create(
                name,
                Hub.ADMIN,
                9,
                "m2m:grp",
                "rn",
                "boxes",
                "mt",
                3,
                "mnm",
                5,
                "acpi",
                acpi,
                "mid",
                List.of(name + "/box"));
        assertThat(group.code()).isEqualTo(CREATED);
    }

    private Response group(int strategy, Object type, String... members) {
        return in.create(
                "cse-in/capp",
                "Capp",
                9,
                "m2m:grp",
                "rn",
                "all",
                "mnm",
                10,
                "mt",
                type,
                "csy",
                strategy,
                "mid",
                List.of(members));
    }

    private Resource stored() {
        return in.find("cse-in/capp/all").orElseThrow();
    }

    private static List<Long> codes(Response response) {
        var responses = ((Value.Fields) response.content().find("m2m:agr").orElseThrow())
                .find("m2m:rsp")
                .orElseThrow();
        return ((Value.Items) responses)
                .values().stream()
                        .map(each -> ((Value.Fields) each).find("rsc").orElseThrow())
                        .map(code -> ((Value.Whole) code).number())
                        .toList();
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void request_is_fanned_out_to_members_on_other_cses() {
        assertThat(group(ABANDON_GROUP, 3, "cse-in/capp/box", "/id-left/cse-left/box", "/id-right/cse-right/box")
                        .code())
                .isEqualTo(CREATED);

        var response = in.create("cse-in/capp/all/fopt", "Capp", 4, "m2m:cin", "con", "hello");

        assertThat(codes(response)).containsExactly(2001L, 2001L, 2001L);
        assertThat(left.retrieve("cse-left/box/la", Hub.ADMIN).code()).isEqualTo(OK);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void members_on_the_same_cse_are_asked_one_by_one_under_their_own_identifiers() {
        group(ABANDON_GROUP, 0, "/id-left/cse-left/box", "/id-left/cse-left/secret", "/id-left/cse-left");
        world.sent.clear();

        var response = in.retrieve("cse-in/capp/all/fopt", "Capp");

        assertThat(codes(response)).containsExactly(2000L, 4103L, 4103L);
        assertThat(world.sent).extracting(each -> each.request().id()).doesNotHaveDuplicates();
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void originator_from_below_reaches_members_below_through_a_group_above() {
        left.register("Cnear");
        var rule = Hub.fields("acor", List.of("/id-left/Cnear"), "acop", 63);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        in.create("cse-in", Hub.ADMIN, 1, "m2m:acp", "rn", "near", "pv", privileges, "pvs", privileges);
        in.create(
                "cse-in",
                Hub.ADMIN,
                9,
                "m2m:grp",
                "rn",
                "near-group",
                "mnm",
                3,
                "acpi",
                List.of("cse-in/near"),
                "mid",
                List.of("/id-left/cse-left/box"));

        var response = left.send(Request.retrieve("/id-in/cse-in/near-group/fopt", "Cnear"));

        assertThat(codes(response)).containsExactly(2000L);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.5")
    void member_on_a_cse_that_cannot_be_reached_answers_for_itself() {
        group(ABANDON_GROUP, 0, "cse-in/capp/box", "/id-left/cse-left/box");
        world.cut(left);

        assertThat(codes(in.retrieve("cse-in/capp/all/fopt", "Capp"))).containsExactly(2000L, 5103L);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void type_of_a_member_elsewhere_is_looked_up_there() {
        assertThat(group(ABANDON_GROUP, 9, "/id-left/cse-left/box").code()).isEqualTo(GROUP_MEMBER_TYPE_INCONSISTENT);
        assertThat(group(ABANDON_GROUP, 3, "/id-left/cse-left/missing").code())
                .isEqualTo(GROUP_MEMBER_TYPE_INCONSISTENT);
        assertThat(group(ABANDON_GROUP, 3, "/id-left/cse-left/secret").code()).isEqualTo(RECEIVER_HAS_NO_PRIVILEGE);
        assertThat(group(ABANDON_MEMBER, 3, "/id-left/cse-left/boxes", "/id-left/cse-left/box")
                        .code())
                .isEqualTo(CREATED);
        assertThat(stored().texts(Attributes.MID)).containsExactly("/id-left/cse-left/box");
        assertThat(stored().truth(Attributes.MTV)).contains(true);
    }

    @Test
    @Spec("TS-0004 §7.4.14.2.4")
    void request_may_name_a_member_of_a_group_elsewhere() {
        group(ABANDON_GROUP, 3, "/id-left/cse-left/boxes/fopt", "/id-right/cse-right/boxes/fopt");
        var named = left.find("cse-left/boxes").orElseThrow().texts(Attributes.MID);
        world.sent.clear();

        var response = in.send(Request.retrieve("cse-in/capp/all/fopt", "Capp")
                .with(Parameter.GROUP_REQUEST_TARGET_MEMBERS, Value.texts(named)));

        assertThat(codes(response)).containsExactly(2000L);
        assertThat(world.sent)
                .filteredOn(each -> each.request().to().endsWith("/fopt"))
                .singleElement()
                .satisfies(each -> assertThat(each.to()).isEqualTo("/id-left"));
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void group_elsewhere_counts_by_what_its_members_are() {
        assertThat(group(ABANDON_GROUP, 3, "/id-left/cse-left/boxes/fopt", "/id-right/cse-right/boxes/fopt")
                        .code())
                .isEqualTo(CREATED);

        assertThat(codes(in.retrieve("cse-in/capp/all/fopt", "Capp"))).containsExactly(2000L, 2000L);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void member_that_cannot_be_reached_is_validated_as_soon_as_it_can() {
        world.cut(left);
        var created = group(ABANDON_MEMBER, 9, "/id-left/cse-left/box", "/id-right/cse-right/boxes");
        assertThat(created.code()).isEqualTo(CREATED);
        assertThat(Hub.shown(created).find("mtv")).contains(Value.of(false));

        world.mend(left);
        again();

        assertThat(stored().texts(Attributes.MID)).containsExactly("/id-right/cse-right/boxes");
        assertThat(stored().truth(Attributes.MTV)).contains(true);
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void group_whose_member_turns_out_to_be_wrong_goes() {
        world.cut(left);
        group(ABANDON_GROUP, 9, "/id-left/cse-left/box");

        world.mend(left);
        again();

        assertThat(in.find("cse-in/capp/all")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.1")
    void group_whose_member_turns_out_to_be_wrong_becomes_a_mixed_one() {
        world.cut(left);
        group(SET_MIXED, 9, "/id-left/cse-left/box");

        world.mend(left);
        again();

        assertThat(stored().whole(Attributes.MT, -1)).isZero();
    }

    private void again() {
        world.clock.pass(Duration.ofMinutes(10));
        in.cse().sweep();
    }

    @Test
    @Spec("TS-0004 §7.4.13.2.3")
    void members_that_were_validated_are_not_asked_for_again() {
        group(ABANDON_GROUP, 3, "/id-left/cse-left/box");
        world.cut(left);
        var members = List.of("/id-left/cse-left/box", "/id-right/cse-right/box");

        var response =
                in.send(Request.update("cse-in/capp/all", "Capp", Value.field("m2m:grp", Hub.fields("mid", members))));

        assertThat(response.code()).isEqualTo(UPDATED);
        assertThat(stored().truth(Attributes.MTV)).contains(true);
        assertThat(stored().texts(Attributes.MID)).isEqualTo(members);
    }
}
