// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.entente.cse.contact.Relocation;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The IN-CSE's list of who refers to which AE. */
class ContactListTest {
    private static final String LIST = "cse-in/aeContactList";

    private final Constellation world = new Constellation();
    private final Constellation.Member in = world.infrastructure();

    @AfterEach
    void close() {
        world.close();
    }

    private void await(String cse, String... aes) {
        Awaitility.await()
                .atMost(Constellation.PATIENCE)
                .untilAsserted(() -> assertThat(in.find(LIST + "/" + cse)
                                .map(entry -> entry.texts(Attributes.AIL))
                                .orElse(List.of()))
                        .containsExactlyInAnyOrder(aes));
    }

    private static Response policy(Constellation.Member member, String name, String... originators) {
        var rule = Hub.fields("acor", List.of(originators), "acop", 2);
        var privileges = Value.field("acr", Value.of(List.of(rule)));
        return member.create(
                member.identity.name(), Hub.ADMIN, 1, "m2m:acp", "rn", name, "pv", privileges, "pvs", privileges);
    }

    @Test
    @Spec({"TS-0001 §9.6.45", "TS-0004 §7.4.53.2.2"})
    void in_cse_has_one_from_the_start_and_keeps_it_over_a_restart() {
        var before = in.retrieve(LIST, Hub.ADMIN);
        var again = in.restart();

        assertThat(before.code()).isEqualTo(OK);
        assertThat(Hub.whole(before, "nic")).isZero();
        assertThat(again.retrieve(LIST, Hub.ADMIN).content()).isEqualTo(before.content());
    }

    @Test
    @Spec("TS-0001 §9.6.45")
    void other_cses_have_none() {
        var mn = world.middle("mn", in);

        assertThat(mn.find("cse-mn/aeContactList")).isEmpty();
    }

    @Test
    @Spec(value = {"TS-0004 §7.4.53.2.1", "TS-0004 §7.4.53.2.3", "TS-0004 §7.4.53.2.4"})
    void nobody_else_makes_changes_or_deletes_it() {
        assertThat(in.create("cse-in", Hub.ADMIN, 43, "m2m:alst", "rn", "mine").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(in.find("cse-in/mine")).isEmpty();
        assertThat(update(LIST, "m2m:alst").code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(in.send(Request.delete(LIST, Hub.ADMIN)).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(in.find(LIST)).isPresent();
    }

    private Response update(String to, String root) {
        return in.send(Request.update(to, Hub.ADMIN, Value.field(root, Hub.fields("lbl", List.of("x")))));
    }

    @Test
    @Spec(value = {"TS-0004 §7.4.54.2.1", "TS-0004 §7.4.54.2.2", "TS-0004 §7.4.54.2.3", "TS-0004 §7.4.54.2.4"})
    void entries_are_the_cses_own_too() {
        var mn = world.middle("mn", in);
        policy(mn, "one", "/id-in/Cfriend");
        await("id-mn", "/id-in/Cfriend");

        assertThat(in.create(LIST, Hub.ADMIN, 44, "m2m:alpc", "rn", "mine").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(update(LIST + "/id-mn", "m2m:alpc").code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(in.send(Request.delete(LIST + "/id-mn", Hub.ADMIN)).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        var entry = in.retrieve(LIST + "/id-mn", Hub.ADMIN);
        assertThat(Hub.text(entry, "csi")).isEqualTo("/id-mn");
        assertThat(Hub.shown(entry).find("ail")).contains(Value.texts(List.of("/id-in/Cfriend")));
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.17")
    void references_are_told_as_they_come_and_go() {
        var mn = world.middle("mn", in);
        mn.register("Clocal");

        policy(mn, "one", "/id-in/Cfriend", "C*", "all", "/id-in", "/id-x/Cother");
        await("id-mn", "/id-in/Cfriend", "/id-x/Cother");
        assertThat(Hub.whole(in.retrieve(LIST, Hub.ADMIN), "nic")).isEqualTo(1);

        policy(mn, "two", "/id-in/Cfriend");
        mn.create("cse-mn", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 3, "mid", List.of("Clocal"));
        await("id-mn", "/id-in/Cfriend", "/id-x/Cother", "/id-mn/Clocal");

        mn.send(Request.delete("cse-mn/one", Hub.ADMIN));
        await("id-mn", "/id-in/Cfriend", "/id-mn/Clocal");

        var members = Value.field("m2m:grp", Hub.fields("mid", List.of("/id-y/Sthere")));
        mn.send(Request.update("cse-mn/g", Hub.ADMIN, members));
        await("id-mn", "/id-in/Cfriend", "/id-y/Sthere");

        mn.send(Request.delete("cse-mn/two", Hub.ADMIN));
        mn.send(Request.delete("cse-mn/g", Hub.ADMIN));
        await("id-mn");
        assertThat(in.find(LIST + "/id-mn")).isEmpty();
        assertThat(Hub.whole(in.retrieve(LIST, Hub.ADMIN), "nic")).isZero();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.17")
    void only_what_referred_to_somebody_is_looked_for_when_it_goes() {
        var mn = world.middle("mn", in);
        policy(mn, "one", "/id-in/Cfriend");
        mn.create("cse-mn", Hub.ADMIN, 3, "m2m:cnt", "rn", "plain");
        mn.create("cse-mn/plain", Hub.ADMIN, 3, "m2m:cnt", "rn", "inner");
        mn.register("Couter");
        mn.create("cse-mn/couter", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 3, "mid", List.of("/id-x/Cother"));
        await("id-mn", "/id-in/Cfriend", "/id-x/Cother");
        Awaitility.await().atMost(Constellation.PATIENCE).until(() -> !isToLook(mn));

        mn.send(Request.delete("cse-mn/plain", Hub.ADMIN));
        assertThat(isToLook(mn)).isFalse();

        mn.send(Request.delete("cse-mn/couter", Hub.ADMIN));
        await("id-mn", "/id-in/Cfriend");
    }

    private static boolean isToLook(Constellation.Member cse) {
        return cse.store
                .view()
                .errand(cse.identity.baseId(), "references")
                .filter(errand -> errand.due().startsWith("1970"))
                .isPresent();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.17")
    void what_could_not_be_told_is_told_after_a_restart() {
        var mn = world.middle("mn", in);
        world.cut(in);
        policy(mn, "one", "/id-in/Cfriend");
        mn.cse().sweep();
        var again = mn.restart();
        again.cse().sweep();

        world.mend(in);
        world.clock.pass(Duration.ofMinutes(10));
        again.cse().sweep();

        await("id-mn", "/id-in/Cfriend");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.17")
    void stranger_cannot_enter_anything() {
        in.register("Cliar");
        var told = Value.field("m2m:sgn", Hub.fields("aerid", true, "tid2", "/id-in/Cfriend"));

        for (var from : List.of("Cliar", "/id-unknown"))
            assertThat(in.send(Request.notification("cse-in", from, told)).code())
                    .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(Hub.whole(in.retrieve(LIST, Hub.ADMIN), "nic")).isZero();
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.16")
    void references_follow_an_ae_that_has_moved() {
        var mn = world.middle("mn", in);
        mn.register("Cmoves");
        policy(mn, "one", "Cmoves", "/id-x/Cstays");
        mn.create("cse-mn", Hub.ADMIN, 9, "m2m:grp", "rn", "g", "mnm", 3, "mid", List.of("/id-mn/Cmoves", "cse-mn"));
        var told =
                Value.field("m2m:sgn", Hub.fields("aerp", true, "tid1", "/id-mn/Cmoves", "tid2", "/id-right/Cmoves"));

        assertThat(mn.send(Request.notification("cse-mn", "Cmoves", told)).code())
                .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        assertThat(mn.send(Request.notification("cse-mn", "/id-in", told)).code())
                .isEqualTo(OK);

        var privileges =
                mn.find("cse-mn/one").orElseThrow().value(Attributes.PV).orElseThrow();
        assertThat(privileges.toString())
                .contains("/id-right/Cmoves", "/id-x/Cstays")
                .doesNotContain("=Cmoves");
        assertThat(mn.find("cse-mn/g").orElseThrow().texts(Attributes.MID))
                .containsExactly("/id-right/Cmoves", "cse-mn");
        assertThat(mn.find("cse-mn/cmoves").orElseThrow().whole(Attributes.REGS, 0))
                .isEqualTo(2);
    }

    @Nested
    class An_ae_that_comes_from_another_cse {
        private final Constellation.Member left = world.middle("left", in);
        private final Constellation.Member right = world.middle("right", in);

        @BeforeEach
        void refer() {
            left.register("Cmoves");
            policy(in, "one", "/id-left/Cmoves");
            policy(right, "one", "/id-left/Cmoves");
            await("id-right", "/id-left/Cmoves");
        }

        private Response arrive(boolean tracked) {
            return right.create(
                    "cse-right",
                    "/id-left/Cmoves",
                    2,
                    "m2m:ae",
                    "rn",
                    "moved",
                    "api",
                    "Ntest",
                    "rr",
                    true,
                    "srv",
                    List.of("3"),
                    "trps",
                    tracked);
        }

        private void awaitFollowed() {
            Awaitility.await().atMost(Constellation.PATIENCE).untilAsserted(() -> {
                assertThat(left.find("cse-left/cmoves").orElseThrow().whole(Attributes.REGS, 0))
                        .isEqualTo(2);
                for (var cse : List.of(in, right))
                    assertThat(cse.find(cse.identity.name() + "/one")
                                    .orElseThrow()
                                    .value(Attributes.PV)
                                    .orElseThrow()
                                    .toString())
                            .contains("/id-right/Cmoves")
                            .doesNotContain("/id-left/Cmoves");
            });
        }

        @Test
        @Spec({"TS-0001 §10.2.2.2", "TS-0004 §7.5.1.2.16", "TS-0001 §10.2.16.1"})
        void keeps_its_identifier_and_what_refers_to_it_follows() {
            var response = arrive(true);

            assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
            assertThat(Hub.text(response, "aei")).isEqualTo("Cmoves");
            awaitFollowed();
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.16")
        void is_followed_after_a_restart_if_the_in_cse_was_away() {
            world.cut(in);
            assertThat(arrive(true).code()).isEqualTo(CREATED);
            var again = right.restart();
            again.cse().sweep();

            world.mend(in);
            world.clock.pass(Duration.ofMinutes(10));
            again.cse().sweep();

            Awaitility.await()
                    .atMost(Constellation.PATIENCE)
                    .until(() -> left.find("cse-left/cmoves").orElseThrow().whole(Attributes.REGS, 0) == 2);
        }

        @Test
        @Spec("TS-0001 §10.2.2.2")
        void is_new_there_unless_it_wants_to_be_tracked() {
            assertThat(arrive(false).code()).isEqualTo(CREATED);

            assertThat(right.store.view().errand("Cmoves", Relocation.KIND)).isEmpty();
            assertThat(right.find("cse-right/moved").orElseThrow().ri()).isEqualTo("Cmoves");
        }

        @Test
        @Spec("TS-0004 §7.5.1.2.16")
        void is_told_of_by_the_cse_where_it_is_and_no_other() {
            var told = Value.field(
                    "m2m:sgn", Hub.fields("aerp", true, "tid1", "/id-left/Cmoves", "tid2", "/id-left/Celse"));

            assertThat(in.send(Request.notification("cse-in", "/id-right", told))
                            .code())
                    .isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
            assertThat(in.store.view().errand("/id-left/Cmoves", Relocation.KIND))
                    .isEmpty();
        }
    }
}
