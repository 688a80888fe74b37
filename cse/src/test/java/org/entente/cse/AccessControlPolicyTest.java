// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which policies are taken, and that they decide at once. */
@OverEveryBinding
class AccessControlPolicyTest {
    private static final Value.Fields NO_RULES = fields("acr", List.of());

    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    @Spec("TS-0004 §7.4.2.2.1")
    void policy_may_have_no_privileges() {
        assertThat(create(NO_RULES, rules(rule()))).isEqualTo(ResultCode.CREATED);
        assertThat(create(Value.Fields.EMPTY, rules(rule()))).isEqualTo(ResultCode.CREATED);
    }

    @Test
    @Spec("TS-0004 §7.4.2.2.1")
    void policy_needs_a_self_privilege() {
        assertThat(create(rules(rule()), NO_RULES)).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(create(rules(rule()), Value.Fields.EMPTY)).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.2.2.3")
    void last_self_privilege_cannot_be_taken_away() {
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "acp", "pv", NO_RULES, "pvs", rules(rule()));

        assertThat(hub.update("cse-in/acp", ADMIN, "m2m:acp", "pvs", NO_RULES).code())
                .isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(hub.update("cse-in/acp", ADMIN, "m2m:acp", "pvs", Value.Deleted.DELETED)
                        .code())
                .isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0003 §7.1.5")
    void rule_may_be_about_one_specialisation() {
        var batteries = fields("spty", fields("mgd", 1006), "chty", List.of(13));
        var rule = fields("acor", List.of("Cuser"), "acop", 1, "acod", List.of(batteries));
        hub.register("Cuser");
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "acp", "pv", rules(rule), "pvs", rules(rule()));
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n", "acpi", List.of("cse-in/acp"));

        var battery = hub.create("cse-in/node", "Cuser", 13, "m2m:bat", "mgd", 1006, "btl", 50, "bts", 1);
        var reboot = hub.create("cse-in/node", "Cuser", 13, "m2m:rbo", "mgd", 1009);

        assertThat(battery.code()).as(battery.toString()).isEqualTo(ResultCode.CREATED);
        assertThat(reboot.code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    static Stream<Value.Fields> mistaken_rules() {
        return Stream.of(
                fields("acop", 2),
                fields("acor", List.of("C1")),
                rule().with("acop", Value.of(64)),
                rule().with("acxx", Value.of(1)),
                rule().with("acaf", Value.of("yes")),
                context(fields("actw", List.of("* * *"))),
                context(fields("acip", fields("ipv4", List.of("10.0.0.300")))),
                context(fields("acip", fields("ipv6", List.of("2001:db8::/129")))),
                context(fields("aclr", fields("accc", List.of("Germany")))),
                context(fields("aclr", fields("accr", List.of(91.0, 0.0, 1.0)))),
                context(fields("aclr", fields("accr", List.of(1.0, 2.0)))),
                context(fields("aclr", fields("accr", List.of(1.0, 2.0, 3.0), "accc", List.of("DE")))),
                context(fields("acec", fields("sbjt", "mni", "optr", 7, "thld", 1))),
                context(fields("acl", -1)),
                rule().with("acco", Value.of(List.of())),
                rule().with("acod", Value.of(List.of(fields("ty", 3)))),
                rule().with("aca", Value.of(List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistaken_rules")
    @Spec({"TS-0004 §6.3.5.27", "TS-0004 §6.3.5.28"})
    void rule_that_could_not_be_evaluated_is_refused(Value.Fields rule) {
        assertThat(create(rules(rule), rules(rule()))).isEqualTo(ResultCode.BAD_REQUEST);
        assertThat(create(NO_RULES, rules(rule))).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §6.3.5.27")
    @NotEveryBinding("XML does not tell a number from its text")
    void rule_with_a_text_for_a_number_is_refused() {
        var rule = rule().with("acop", Value.of("2"));

        assertThat(create(rules(rule), rules(rule()))).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0003 §7.1")
    void update_of_a_policy_decides_the_next_request() {
        hub.create("cse-in", ADMIN, 1, "m2m:acp", "rn", "acp", "pv", NO_RULES, "pvs", rules(rule()));
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "box", "acpi", List.of("cse-in/acp"));
        assertThat(hub.retrieve("cse-in/box", "CLight").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);

        hub.update("cse-in/acp", ADMIN, "m2m:acp", "pv", rules(rule()));
        assertThat(hub.retrieve("cse-in/box", "CLight").code()).isEqualTo(ResultCode.OK);

        hub.delete("cse-in/acp", ADMIN);
        assertThat(hub.retrieve("cse-in/box", "CLight").code()).isEqualTo(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
    }

    private ResultCode create(Value.Fields pv, Value.Fields pvs) {
        return hub.create("cse-in", ADMIN, 1, "m2m:acp", "pv", pv, "pvs", pvs).code();
    }

    private static Value.Fields rule() {
        return fields("acor", List.of("CLight"), "acop", 63);
    }

    private static Value.Fields context(Value.Fields context) {
        return rule().with("acco", Value.of(List.of(context)));
    }

    private static Value.Fields rules(Value.Fields rule) {
        return fields("acr", List.of(rule));
    }
}
