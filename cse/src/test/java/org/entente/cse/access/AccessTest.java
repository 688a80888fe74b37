// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.access.Policing.createBy;
import static org.entente.cse.access.Policing.retrieve;
import static org.entente.cse.access.Policing.rule;
import static org.entente.cse.access.Policing.update;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.Hub;
import org.entente.cse.address.Route;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.Group;
import org.entente.model.type.Subscription;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which policies decide, and what decides without them. */
class AccessTest {
    private static final int RETRIEVE = 2;
    private static final int UPDATE = 4;
    private static final int ALL = 63;

    private final Policing hub = new Policing();

    @Nested
    class WithPolicies {

        @ParameterizedTest
        @EnumSource(AccessOperation.class)
        @Spec({"TS-0001 §9.6.2.3", "TS-0003 §7.1.5"})
        void grants_an_operation_only_if_a_rule_names_it(AccessOperation operation) {
            hub.policy("only", rule(List.of("CLight"), operation.bit()));
            hub.policy("others", rule(List.of("CLight"), ALL - operation.bit()));

            assertThat(hub.access().permissions(retrieve("CLight"), hub.box("only"), hub.store.view()))
                    .containsExactly(operation);
            assertThat(hub.access().allows(retrieve("CLight"), hub.box("others"), operation, hub.store.view()))
                    .isFalse();
        }

        @Test
        @Spec("TS-0003 §7.1.5")
        void is_granted_by_one_rule_of_one_policy() {
            hub.policy("first", rule(List.of("COther"), ALL), rule(List.of("CLight"), UPDATE));
            hub.policy("second", rule(List.of("CLamp"), ALL), rule(List.of("CLight"), RETRIEVE));

            assertThat(hub.permits(retrieve("CLight"), hub.box("first", "second")))
                    .isTrue();
            assertThat(hub.permits(retrieve("CLight"), hub.box("first"))).isFalse();
        }

        @Test
        @Spec("TS-0004 §7.3.3.15")
        void refuses_with_the_code_of_the_clause() {
            hub.policy("acp", rule(List.of("COther"), ALL));

            assertThat(hub.outcome(retrieve("CLight"), hub.box("acp")))
                    .map(Refused::code)
                    .contains(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE);
        }

        @Test
        @Spec("TS-0003 §7.1.4")
        void policy_that_is_gone_or_no_policy_or_elsewhere_grants_nothing() {
            var all = Policing.acrs(List.of(rule(List.of("all"), ALL)));
            hub.put(Container.TYPE, "cse-in", "fake", "cntFake", "pv", all);

            assertThat(hub.permits(retrieve("CLight"), hub.box("gone", "cntFake", "/id-mn/acp")))
                    .isFalse();
        }

        @Test
        @Spec("TS-0001 §7.2")
        void policy_is_found_by_any_form_of_its_address() {
            hub.policy("acp1", rule(List.of("CLight"), RETRIEVE));

            var forms = List.of("acp1", "cse-in/acp1", "/id-in/acp1", "//example.org/id-in/cse-in/acp1", "-/acp1");
            for (var address : forms)
                assertThat(hub.permits(retrieve("CLight"), hub.box(address)))
                        .as(address)
                        .isTrue();
        }

        @Test
        @Spec("TS-0001 §9.6.2.0")
        void policy_itself_follows_its_self_privileges() {
            var acp = hub.policy("acp", List.of(rule(List.of("CLight"), ALL)), List.of(rule(List.of("CKeeper"), ALL)));

            assertThat(hub.permits(retrieve("CLight"), acp)).isFalse();
            assertThat(hub.permits(retrieve("CKeeper"), acp)).isTrue();
        }

        @Test
        @Spec("TS-0003 §7.1")
        void decides_by_the_newest_version_of_a_policy() {
            hub.policy("acp", rule(List.of("CLight"), RETRIEVE));
            var box = hub.box("acp");
            assertThat(hub.permits(retrieve("CLight"), box)).isTrue();

            hub.policy("acp", rule(List.of("CLamp"), RETRIEVE));

            assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
            assertThat(hub.permits(retrieve("CLamp"), box)).isTrue();
        }

        @Test
        @Spec("TS-0003 §7.1.4")
        void rule_that_cannot_be_understood_grants_nothing_and_spoils_no_other() {
            hub.policy("strange", rule(List.of("CLight"), ALL, "acxx", "?"));
            hub.policy("mixed", rule(List.of("CLight"), ALL, "acxx", "?"), rule(List.of("CLight"), RETRIEVE));

            assertThat(hub.permits(retrieve("CLight"), hub.box("strange"))).isFalse();
            assertThat(hub.permits(retrieve("CLight"), hub.box("mixed"))).isTrue();
        }

        @Test
        @Spec({"TS-0001 §9.6.2.5", "TS-0003 §7.1.2"})
        void rule_may_ask_for_a_proof_of_identity() {
            hub.policy("acp", rule(List.of("CLight"), RETRIEVE, "acaf", true));
            var box = hub.box("acp");

            assertThat(hub.permits(retrieve("CLight"), box)).isTrue();
            assertThat(hub.permits(retrieve("CLight").withPeer(Peer.UNKNOWN), box))
                    .isFalse();
        }

        @Test
        @Spec("TS-0004 §7.3.3.14")
        void discovery_is_judged_by_what_it_finds() {
            var box = hub.box();
            var discovery = retrieve("CLight").withFilter(new FilterCriteria(Hub.fields("fu", 1)));

            assertThat(hub.permits(discovery, box)).isTrue();
            assertThat(hub.access().allows(discovery, box, AccessOperation.DISCOVERY, hub.store.view()))
                    .isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.2.3")
        void notification_needs_its_own_privilege() {
            hub.policy("acp", rule(List.of("CLight"), ALL - AccessOperation.NOTIFY.bit()));
            var notify = Request.notification("cse-in/box", "CLight", Value.Fields.EMPTY)
                    .withPeer(Peer.LOCAL);

            assertThat(hub.permits(notify, hub.box("acp"))).isFalse();
        }
    }

    @Nested
    class WithoutPolicies {

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void only_the_creator_has_access() {
            var box = hub.put(Container.TYPE, "cse-in", "box", "cntBox", "_cby", "CLight");

            assertThat(hub.permits(retrieve("CLight"), box)).isTrue();
            assertThat(hub.permits(retrieve("/id-in/CLight"), box)).isTrue();
            assertThat(hub.permits(retrieve("CLamp"), box)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void the_custodian_has_access_instead_of_the_creator() {
            var box = hub.put(Container.TYPE, "cse-in", "box", "cntBox", "_cby", "CLight", "cstn", "CKeeper");

            assertThat(hub.permits(retrieve("CKeeper"), box)).isTrue();
            assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void creator_has_no_access_once_there_is_a_policy() {
            hub.policy("acp", rule(List.of("CLamp"), ALL));
            var box = hub.put(Container.TYPE, "cse-in", "box", "cntBox", "_cby", "CLight", "acpi", List.of("acp"));

            assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void ae_has_access_to_itself() {
            var ae = hub.put(Ae.TYPE, "cse-in", "light", "CLight", "aei", "CLight", "_cby", "C");

            assertThat(hub.permits(retrieve("CLight"), ae)).isTrue();
            assertThat(hub.permits(retrieve("C"), ae)).isFalse();
        }

        @Test
        @Spec({"TS-0001 §9.6.7", "TS-0001 §10.2.3.1"})
        void type_that_has_none_follows_its_parent() {
            hub.policy("acp", rule(List.of("CLight"), RETRIEVE));
            hub.box("acp");
            var instance = hub.put(ContentInstance.TYPE, "cse-in/box", "cin_1", "cntBox-1", "con", "x");

            assertThat(hub.permits(retrieve("CLight"), instance)).isTrue();
            assertThat(hub.permits(retrieve("CLamp"), instance)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.8")
        void subscription_does_not_follow_its_parent() {
            hub.policy("acp", rule(List.of("CLight"), ALL));
            hub.box("acp");
            var subscription = hub.put(Subscription.TYPE, "cse-in/box", "sub", "sub1", "_cby", "CWatcher");

            assertThat(hub.permits(retrieve("CLight"), subscription)).isFalse();
            assertThat(hub.permits(retrieve("CWatcher"), subscription)).isTrue();
        }
    }

    @Nested
    class ChangingPolicyLinks {

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void needs_update_in_the_self_privileges_of_a_linked_policy() {
            hub.policy("acp", List.of(rule(List.of("CLight"), ALL)), List.of(rule(List.of("CKeeper"), UPDATE)));
            var box = hub.box("acp");

            assertThat(hub.permits(update("CKeeper", "acpi", List.of("other")), box))
                    .isTrue();
            assertThat(hub.permits(update("CLight", "acpi", List.of("other")), box))
                    .isFalse();
            assertThat(hub.permits(update("CKeeper", "mni", 3), box)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void is_open_to_the_creator_while_there_is_no_link() {
            var box = hub.put(Container.TYPE, "cse-in", "box", "cntBox", "_cby", "CLight");

            assertThat(hub.permits(update("CLight", "acpi", List.of("acp")), box))
                    .isTrue();
            assertThat(hub.permits(update("CLamp", "acpi", List.of("acp")), box))
                    .isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.1.3.2")
        void goes_with_no_other_change() {
            var box = hub.put(Container.TYPE, "cse-in", "box", "cntBox", "_cby", "CLight");

            for (var originator : List.of("CLight", Hub.ADMIN))
                assertThat(hub.outcome(update(originator, "acpi", List.of("acp"), "mni", 3), box))
                        .map(Refused::code)
                        .contains(ResultCode.BAD_REQUEST);
        }
    }

    @Nested
    @Spec("TS-0001 §9.6.2")
    class SomeAttributesOnly {

        @Test
        void update_may_touch_no_other() {
            hub.policy(
                    "acp",
                    rule(List.of("CLight"), UPDATE, "aca", List.of("lbl")),
                    rule(List.of("CLight"), UPDATE, "aca", List.of("mni")));
            var box = hub.box("acp");

            assertThat(hub.permits(update("CLight", "lbl", List.of("a"), "mni", 1), box))
                    .isTrue();
            assertThat(hub.permits(update("CLight", "mbs", 1), box)).isFalse();
        }

        @Test
        void retrieve_sees_no_other() {
            hub.policy("acp", rule(List.of("CLight"), RETRIEVE, "aca", List.of("lbl")));
            var here = new Route.Here(hub.box("acp"), Optional.empty(), false);

            var extent = hub.access().permit(retrieve("CLight"), here, hub.store.view());

            assertThat(extent).isEqualTo(new Extent(false, Set.of("lbl")));
        }

        @Test
        void partial_retrieve_may_ask_for_no_other() {
            hub.policy("acp", rule(List.of("CLight"), RETRIEVE, "aca", List.of("lbl")));
            var box = hub.box("acp");
            var list = Value.texts(List.of("mni"));

            assertThat(hub.outcome(retrieve("CLight"), new Route.Here(box, Optional.of("lbl"), false)))
                    .isEmpty();
            assertThat(hub.outcome(retrieve("CLight"), new Route.Here(box, Optional.of("mni"), false)))
                    .isNotEmpty();
            assertThat(hub.permits(retrieve("CLight").withContent(Value.field("m2m:atrl", list)), box))
                    .isFalse();
            assertThat(hub.permits(retrieve("CLight").with(Parameter.ATTRIBUTE_LIST, list), box))
                    .isFalse();
        }

        @Test
        void nothing_that_means_the_resource_as_a_whole_is_granted() {
            hub.policy("acp", rule(List.of("CLight"), ALL, "aca", List.of("lbl")));

            assertThat(hub.access().permissions(retrieve("CLight"), hub.box("acp"), hub.store.view()))
                    .containsExactly(AccessOperation.CREATE, AccessOperation.RETRIEVE, AccessOperation.UPDATE);
        }
    }

    @Nested
    @Spec("TS-0004 §7.4.14.2")
    class FanningOut {
        private Route.Members members(Object... attributes) {
            return new Route.Members(hub.put(Group.TYPE, "cse-in", "team", "grpTeam", attributes), "");
        }

        @Test
        void follows_the_members_policies() {
            hub.policy("own", rule(List.of("CKeeper"), ALL));
            hub.policy("fan", rule(List.of("CLight"), ALL));
            var team = members("acpi", List.of("own"), "macp", List.of("fan"));

            assertThat(hub.outcome(retrieve("CLight"), team)).isEmpty();
            assertThat(hub.outcome(retrieve("CKeeper"), team)).isNotEmpty();
        }

        @Test
        void follows_the_groups_own_without_them() {
            hub.policy("own", rule(List.of("CKeeper"), ALL));

            assertThat(hub.outcome(retrieve("CKeeper"), members("acpi", List.of("own"))))
                    .isEmpty();
            assertThat(hub.outcome(retrieve("CLight"), members("acpi", List.of("own"))))
                    .isNotEmpty();
        }
    }

    @Nested
    class ObjectDetails {
        private static final String SWITCH = "org.onem2m.common.moduleclass.binarySwitch";

        @Test
        @Spec({"TS-0001 §9.6.2.4", "TS-0003 §7.1.5"})
        void limit_a_create_to_child_types() {
            hub.policy("acp", rule(List.of("CLight"), 1, "acod", List.of(Hub.fields("chty", List.of(4, 23)))));
            var box = hub.box("acp");

            assertThat(hub.permits(createBy("CLight", 4, "m2m:cin", "con", "x"), box))
                    .isTrue();
            assertThat(hub.permits(createBy("CLight", 3, "m2m:cnt"), box)).isFalse();
        }

        @Test
        @Spec("TS-0001 §9.6.2.4")
        void limit_a_rule_to_a_type_of_target() {
            hub.policy("cnt", rule(List.of("CLight"), 3, "acod", List.of(Hub.fields("ty", 3, "chty", List.of(4)))));
            hub.policy("ae", rule(List.of("CLight"), 3, "acod", List.of(Hub.fields("ty", 2, "chty", List.of(4)))));

            assertThat(hub.permits(createBy("CLight", 4, "m2m:cin"), hub.box("cnt")))
                    .isTrue();
            assertThat(hub.permits(retrieve("CLight"), hub.box("cnt"))).isTrue();
            assertThat(hub.permits(createBy("CLight", 4, "m2m:cin"), hub.box("ae")))
                    .isFalse();
            assertThat(hub.permits(retrieve("CLight"), hub.box("ae"))).isFalse();
        }

        @Test
        @Spec("TS-0003 §7.1.5")
        void limit_a_create_to_a_specialisation() {
            var details = List.of(Hub.fields("spty", Hub.fields("cnd", SWITCH), "chty", List.of(28)));
            hub.policy("acp", rule(List.of("CLight"), 1, "acod", details));
            var box = hub.box("acp");

            assertThat(hub.permits(createBy("CLight", 28, "cod:binSh", "cnd", SWITCH), box))
                    .isTrue();
            assertThat(hub.permits(createBy("CLight", 28, "cod:lock", "cnd", "org.onem2m.lock"), box))
                    .isFalse();
        }
    }
}
