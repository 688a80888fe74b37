// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered at once. That it is the same answer as otherwise, {@link Hub} compares in every test of this module. */
class GlanceTest {
    private static final String USER = "CUser";

    private final Hub hub = new Hub();

    @BeforeEach
    void prepare() {
        hub.register(USER);
        hub.create("cse-in/cuser", USER, 3, "m2m:cnt", "rn", "box");
        hub.create("cse-in/cuser/box", USER, 4, "m2m:cin", "con", "21");
        hub.retrieve("cse-in/cuser/box", USER); // it has looked whether somebody collects statistics
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Optional<Response> atOnce(String to, String from, UnaryOperator<Request> change) {
        return hub.cse.atOnce(
                change.apply(Request.retrieve(to, from).withId("r1").withPeer(Peer.LOCAL)));
    }

    private Optional<Response> atOnce(String to) {
        return atOnce(to, USER, UnaryOperator.identity());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cse-in/cuser", "cse-in/cuser/box", "cse-in/cuser/box/la", "cse-in/cuser/box#rn", "-/cuser/box"})
    @Spec("TS-0004 §7.2.2.2")
    void resource_in_memory(String address) {
        assertThat(atOnce(address)).get().extracting(Response::code).isEqualTo(ResultCode.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cse-in/nothing",
                "cse-in/cuser/empty/la",
                "/id-mn/cse-mn",
                "cse-in/group/fopt",
                "cse-in/cuser/pch/pcu"
            })
    void not_what_is_elsewhere_missing_or_takes_others(String address) {
        hub.create("cse-in/cuser", USER, 3, "m2m:cnt", "rn", "empty");
        hub.create("cse-in", ADMIN, 9, "m2m:grp", "rn", "group", "mnm", 1, "mid", List.of("cse-in/cuser/box"));
        hub.create("cse-in/cuser", USER, 15, "m2m:pch", "rn", "pch");

        assertThat(atOnce(address)).isEmpty();
    }

    @Test
    void not_what_asks_for_more_than_the_resource() {
        assertThat(atOnce("cse-in/cuser/box", USER, each -> each.with(ResultContent.ATTRIBUTES)))
                .isPresent();
        assertThat(atOnce("cse-in/cuser/box", USER, each -> each.with(ResultContent.CHILD_RESOURCES)))
                .isEmpty();
        assertThat(atOnce("cse-in/cuser/box", USER, each -> each.with(Parameter.RESULT_CONTENT, Value.of(99))))
                .isEmpty();
        assertThat(atOnce(
                        "cse-in/cuser/box",
                        USER,
                        each -> each.with(Parameter.OPERATION_EXECUTION_TIME, Value.of(5000))))
                .isEmpty();
        assertThat(atOnce("cse-in/cuser/box", USER, each -> each.withFilter(new FilterCriteria(fields("fu", 1)))))
                .isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.3.3.15")
    void not_to_who_has_no_privilege() {
        assertThat(atOnce("cse-in/cuser/box", "CStranger", UnaryOperator.identity()))
                .isEmpty();
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void not_by_a_rule_whose_uses_are_counted() {
        var rule = fields("acor", List.of("CGuest"), "acop", 2, "acco", List.of(fields("acl", 1)));
        hub.create(
                "cse-in",
                ADMIN,
                1,
                "m2m:acp",
                "rn",
                "once",
                "pv",
                fields("acr", List.of(rule)),
                "pvs",
                fields("acr", List.of(rule)));
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "guarded", "acpi", List.of("cse-in/once"));

        assertThat(atOnce("cse-in/guarded", "CGuest", UnaryOperator.identity())).isEmpty();
        assertThat(hub.retrieve("cse-in/guarded", "CGuest").code()).isEqualTo(ResultCode.OK);
        assertThat(hub.retrieve("cse-in/guarded", "CGuest").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    @Test
    @Spec("TS-0001 §9.6.7")
    void not_an_instance_that_can_be_read_only_so_often() {
        hub.create("cse-in/cuser/box", USER, 4, "m2m:cin", "con", "secret", "dcnt", 2);

        assertThat(atOnce("cse-in/cuser/box/la")).isEmpty();
        assertThat(Hub.whole(hub.retrieve("cse-in/cuser/box/la", USER), "dcnt")).isEqualTo(2);
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void not_while_somebody_is_told_of_reads() {
        hub.create(
                "cse-in/cuser/box",
                USER,
                23,
                "m2m:sub",
                "rn",
                "changes",
                "nu",
                List.of(USER),
                "enc",
                fields("net", List.of(1)));
        assertThat(atOnce("cse-in/cuser/box")).isPresent();

        hub.create(
                "cse-in/cuser/box",
                USER,
                23,
                "m2m:sub",
                "rn",
                "reads",
                "nu",
                List.of(USER),
                "enc",
                fields("om", List.of(fields("ops", 2))));
        assertThat(atOnce("cse-in/cuser/box")).isEmpty();
    }

    @Test
    @Spec("TS-0001 §10.2.11.14")
    void not_while_somebody_collects_statistics() {
        hub.create("cse-in", ADMIN, 22, "m2m:stcg", "rn", "conf");
        var event = Hub.text(hub.create("cse-in/conf", ADMIN, 7, "m2m:evcg", "evt", 1, "opt", List.of(2)), "evi");
        hub.create("cse-in", ADMIN, 21, "m2m:stcl", "rn", "rule", "cei", USER, "srs", 1, "sm", 1, "evi", event);
        hub.retrieve("cse-in/cuser/box", USER);
        assertThat(atOnce("cse-in/cuser/box")).isEmpty();

        hub.delete("cse-in/rule", ADMIN);
        hub.retrieve("cse-in/cuser/box", USER);
        assertThat(atOnce("cse-in/cuser/box")).isPresent();
    }

    @Test
    void not_a_change() {
        assertThat(hub.cse.atOnce(
                        Request.delete("cse-in/cuser/box", USER).withId("r1").withPeer(Peer.LOCAL)))
                .isEmpty();
        assertThat(hub.retrieve("cse-in/cuser/box", USER).code()).isEqualTo(ResultCode.OK);
    }
}
