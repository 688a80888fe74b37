// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.Hub.fields;
import static org.entente.cse.access.Policing.retrieve;
import static org.entente.cse.access.Policing.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.Hub;
import org.entente.cse.access.LocationSource.Location;
import org.entente.cse.schedule.Recurrence;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.type.Container;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which circumstances a rule holds. */
class ContextTest {
    private final Policing hub = new Policing();

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @Spec({"TS-0004 §7.4.9.1", "TS-0003 §7.1.3"})
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * * * *          | 2026-03-01T00:00:00Z | true",
                "* 0-5 2,6,10 * * * *   | 2026-03-01T06:05:59Z | true",
                "* 0-5 2,6,10 * * * *   | 2026-03-01T06:06:00Z | false",
                "* 0-5 2,6,10 * * * *   | 2026-03-01T07:00:00Z | false",
                "* * 8-20 * * * *       | 2026-03-01T20:59:59Z | true",
                "* * 8-20 * * * *       | 2026-03-01T21:00:00Z | false",
                "* * 0-23/2 * * * *     | 2026-03-01T22:10:00Z | true",
                "* * 0-23/2 * * * *     | 2026-03-01T23:10:00Z | false",
                "*/15 * * * * * *       | 2026-03-01T23:10:45Z | true",
                "*/15 * * * * * *       | 2026-03-01T23:10:46Z | false",
                "* * * 1 3 * *          | 2026-03-01T00:00:00Z | true",
                "* * * 1 3 * *          | 2026-03-02T00:00:00Z | false",
                "* * * * * 0 *          | 2026-03-01T00:00:00Z | true",
                "* * * * * 1-6 *        | 2026-03-01T00:00:00Z | false",
                "* * * * * * 2026-2027  | 2026-03-01T00:00:00Z | true",
                "* * * * * * 2027       | 2026-03-01T00:00:00Z | false"
            })
    void window_holds(String schedule, String time, boolean holds) {
        hub.turnTo(time);

        assertThat(holds(fields("actw", List.of(schedule)), retrieve("CLight"))).isEqualTo(holds);
    }

    @Test
    @Spec("TS-0003 §7.1.3")
    void one_of_several_windows_is_enough() {
        hub.turnTo("2026-03-01T12:00:00Z");

        assertThat(holds(fields("actw", List.of("* * 1 * * * *", "* * 12 * * * *")), retrieve("CLight")))
                .isTrue();
    }

    @ParameterizedTest
    @Spec("TS-0004 §7.4.9.1")
    @ValueSource(
            strings = {
                "",
                "* * * * * *",
                "60 * * * * * *",
                "* * * 0 * * *",
                "* * * * 13 * *",
                "* * * * * 7 *",
                "* * * * * * 1999",
                "5-1 * * * * * *",
                "a * * * * * *",
                "1, * * * * * *",
                "*/0 * * * * * *",
                "5/2 * * * * * *"
            })
    void schedule_is_refused(String schedule) {
        assertThatThrownBy(() -> new Recurrence(schedule)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest(name = "{0} includes {1}: {2}")
    @Spec("TS-0004 §6.3.5.27")
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.0.0.0/8, 10.200.1.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1, 2001:db8::1, true",
        "::/0, 2001:db8::1, true",
        "10.0.0.0/8, 2001:db8::1, false",
        "::/0, 10.0.0.1, false"
    })
    void block_includes(String block, String address, boolean included) {
        var kind = block.contains(":") ? "ipv6" : "ipv4";
        var context = fields("acip", fields(kind, List.of(block)));

        assertThat(holds(context, retrieve("CLight").withPeer(Policing.at(address))))
                .isEqualTo(included);
    }

    @Test
    @Spec("TS-0003 §7.1.4")
    void sender_without_an_address_is_in_no_block() {
        assertThat(holds(fields("acip", fields("ipv4", List.of("0.0.0.0/0"))), retrieve("CLight")))
                .isFalse();
    }

    @ParameterizedTest
    @Spec("TS-0004 §6.3.5.27")
    @ValueSource(strings = {"10.0.0", "10.0.0.0/33", "10.0.0.256", "example.org", "10.0.0.0/", "10.0.0.0/8/9", ""})
    void block_is_refused(String block) {
        assertThatThrownBy(() -> new AddressBlock(block, false)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @Spec({"TS-0004 §6.3.5.28", "TS-0003 §F.1.1"})
    @CsvSource({
        "48.137, 11.576, 100, true",
        "48.137, 11.590, 1000, false",
        "48.137, 11.590, 1100, true",
        "-48.137, 11.576, 1000, false"
    })
    void circle_includes_munich(double latitude, double longitude, double radius, boolean included) {
        hub.locations = originator -> Optional.of(new Location(48.137, 11.576, Optional.of("DE")));
        var circle = fields("aclr", fields("accr", List.of(latitude, longitude, radius)));

        assertThat(holds(circle, retrieve("CLight"))).isEqualTo(included);
    }

    @Test
    @Spec("TS-0004 §6.3.5.28")
    void circle_reaches_across_the_date_line() {
        hub.locations = originator -> Optional.of(new Location(0, -179.99, Optional.empty()));

        assertThat(holds(fields("aclr", fields("accr", List.of(0, 179.99, 3000))), retrieve("CLight")))
                .isTrue();
    }

    @Test
    @Spec("TS-0003 §F.1.2")
    void country_has_to_be_the_originators() {
        hub.locations = originator -> originator.equals("CLight")
                ? Optional.of(new Location(48.137, 11.576, Optional.of("DE")))
                : Optional.empty();

        assertThat(holds(fields("aclr", fields("accc", List.of("KR", "DE"))), retrieve("CLight")))
                .isTrue();
        assertThat(holds(fields("aclr", fields("accc", List.of("KR"))), retrieve("CLight")))
                .isFalse();
        assertThat(holds(fields("aclr", fields("accc", List.of("DE"))), retrieve("CLamp")))
                .isFalse();
    }

    @Test
    @Spec("TS-0001 §7.1.18")
    void user_counts_only_if_the_originator_is_known() {
        var context = fields("acui", List.of("ann", "bob"));
        var asked = retrieve("CLight").with(Parameter.M2M_SERVICE_USER, "bob");

        assertThat(holds(context, asked)).isTrue();
        assertThat(holds(context, asked.with(Parameter.M2M_SERVICE_USER, "eve")))
                .isFalse();
        assertThat(holds(context, retrieve("CLight"))).isFalse();
        assertThat(holds(context, asked.withPeer(Peer.UNKNOWN))).isFalse();
    }

    @ParameterizedTest(name = "mni 5, operator {0}, threshold {1}: {2}")
    @Spec("TS-0004 §6.3.4.2 (m2m:evalCriteriaOperator)")
    @CsvSource({
        "1, 5, true", "1, 6, false", "2, 6, true", "2, 5, false", "3, 4, true", "3, 5, false",
        "4, 6, true", "4, 5, false", "5, 5, true", "5, 6, false", "6, 5, true", "6, 4, false"
    })
    void criterion_compares_an_attribute_of_the_target(int operator, int threshold, boolean holds) {
        var context = fields("acec", fields("sbjt", "mni", "optr", operator, "thld", threshold));

        assertThat(holds(context, retrieve("CLight"), "mni", 5)).isEqualTo(holds);
    }

    @Test
    @Spec("TS-0003 §7.1.4")
    void criterion_that_cannot_be_compared_does_not_hold() {
        var notFive = fields("acec", fields("sbjt", "mni", "optr", 2, "thld", "five"));
        var absent = fields("acec", fields("sbjt", "mbs", "optr", 2, "thld", 5));

        assertThat(holds(notFive, retrieve("CLight"), "mni", 5)).isFalse();
        assertThat(holds(absent, retrieve("CLight"), "mni", 5)).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void limit_lets_in_so_often_and_no_more() {
        var box = box(List.of(fields("acl", 2)));

        assertThat(hub.permits(retrieve("CLight"), box)).isTrue();
        assertThat(hub.access().allows(retrieve("CLight"), box, AccessOperation.RETRIEVE, hub.store.view()))
                .isTrue();
        assertThat(hub.permits(retrieve("CLight"), box)).isTrue();
        assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
        assertThat(hub.access().allows(retrieve("CLight"), box, AccessOperation.RETRIEVE, hub.store.view()))
                .isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void limit_is_not_used_up_by_what_another_rule_permits() {
        hub.policy("limited", rule(List.of("CLight"), 2, "acco", List.of(fields("acl", 1))));
        hub.policy("free", rule(List.of("CLight"), 2));
        assertThat(hub.permits(retrieve("CLight"), hub.box("limited", "free"))).isTrue();

        assertThat(hub.permits(retrieve("CLight"), hub.box("limited"))).isTrue();
        assertThat(hub.permits(retrieve("CLight"), hub.box("limited"))).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void limit_is_that_of_one_policy_whatever_others_say_the_same() {
        for (var name : List.of("one", "other"))
            hub.policy(name, rule(List.of("CLight"), 2, "acco", List.of(fields("acl", 1))));

        assertThat(hub.permits(retrieve("CLight"), hub.box("one"))).isTrue();
        assertThat(hub.permits(retrieve("CLight"), hub.box("one"))).isFalse();
        assertThat(hub.permits(retrieve("CLight"), hub.box("other"))).isTrue();
    }

    @Test
    void policies_without_limits_that_say_the_same_are_made_ready_once() {
        var policies = new Policies(Hub.IDENTITY, LocationSource.NONE);
        var one = hub.policy("one", rule(List.of("CLight"), 2));
        var other = hub.policy("other", rule(List.of("CLight"), 2));

        var shared = policies.of(one);

        assertThat(policies.of(other)).isSameAs(shared);
        assertThat(policies.of(hub.policy("other", rule(List.of("CLight"), 4)))).isNotSameAs(shared);
        assertThat(policies.of(one)).isSameAs(shared);
    }

    @Test
    @Spec("TS-0001 §9.6.2.2")
    void limit_survives_a_change_of_other_attributes_of_its_policy() {
        hub.policy("acp", rule(List.of("CLight"), 2, "acco", List.of(fields("acl", 1))));
        var box = hub.box("acp");
        assertThat(hub.permits(retrieve("CLight"), box)).isTrue();

        hub.policy("acp", rule(List.of("CLight"), 2, "acco", List.of(fields("acl", 1))));

        assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
    }

    @Test
    @Spec("TS-0003 §7.1.5")
    void everything_in_one_context_has_to_hold_and_one_of_several_contexts() {
        hub.turnTo("2026-03-01T12:00:00Z");
        var day = fields("actw", List.of("* * 8-20 * * * *"), "acip", fields("ipv4", List.of("10.0.0.0/8")));
        var plant = fields("acip", fields("ipv4", List.of("192.168.0.0/16")));
        var box = box(List.of(day, plant));

        assertThat(hub.permits(retrieve("CLight").withPeer(Policing.at("10.1.1.1")), box))
                .isTrue();
        assertThat(hub.permits(retrieve("CLight").withPeer(Policing.at("192.168.1.1")), box))
                .isTrue();
        hub.turnTo("2026-03-01T21:00:00Z");
        assertThat(hub.permits(retrieve("CLight").withPeer(Policing.at("10.1.1.1")), box))
                .isFalse();
        assertThat(hub.permits(retrieve("CLight").withPeer(Policing.at("192.168.1.1")), box))
                .isTrue();
    }

    @Test
    @Spec("TS-0003 §7.1.4")
    void unknown_circumstance_does_not_hold() {
        assertThat(holds(fields("acmood", "good"), retrieve("CLight"))).isFalse();
    }

    private boolean holds(Value.Fields context, Request request, Object... attributes) {
        hub.policy("acp", rule(List.of("CLight", "CLamp"), 2, "acco", List.of(context)));
        var all = new ArrayList<Object>(List.of("acpi", List.of("acp")));
        all.addAll(List.of(attributes));
        return hub.permits(request, hub.put(Container.TYPE, "cse-in", "box", "cntBox", all.toArray()));
    }

    private Resource box(List<Value.Fields> contexts) {
        hub.policy("acp", rule(List.of("CLight"), 2, "acco", contexts));
        return hub.box("acp");
    }
}
