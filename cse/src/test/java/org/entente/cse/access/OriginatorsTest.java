// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.access.Policing.retrieve;
import static org.entente.cse.access.Policing.rule;

import java.util.List;
import org.entente.model.Spec;
import org.entente.model.type.Ae;
import org.entente.model.type.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a rule means. */
class OriginatorsTest {
    private static final int RETRIEVE = 2;

    private final Policing hub = new Policing();

    @ParameterizedTest(name = "{0} means {1}: {2}")
    @Spec({"TS-0003 §7.1.3", "TS-0001 §7.2", "TS-0004 §7.3.3.15"})
    @CsvSource({
        "CLight, CLight, true",
        "CLight, CLamp, false",
        "CLight, CLight2, false",
        "/id-in/CLight, CLight, true",
        "//example.org/id-in/CLight, CLight, true",
        "CLight, /id-in/CLight, true",
        "CLight, //example.org/id-in/CLight, true",
        "//other.org/id-in/CLight, CLight, false",
        "/id-mn/CLight, CLight, false",
        "/id-mn/CLight, /id-mn/CLight, true",
        "/id-mn/CLight, //example.org/id-mn/CLight, true",
        "SMeter, SMeter, true",
        "/SMeter, SMeter, true",
        "SMeter, /SMeter, true",
        "//example.org/SMeter, SMeter, true",
        "/id-mn, /id-mn, true",
        "/id-mn, /id-mn/CLight, false",
        "//other.org/id-mn, //other.org/id-mn, true",
        "all, CLight, true",
        "all, //other.org/id/CAny, true",
        "C*, CLight, true",
        "C*, SMeter, false",
        "CLi*ht, CLight, true",
        "CLi*ht, CLightning, false",
        "C*, /id-mn/CLight, false",
        "S*, SMeter, true",
        "S*, CLight, false",
        "*, CLight, true",
        "*, SMeter, true",
        "*, /id-mn/CLight, false",
        "/id-in/C*, CLight, true",
        "/id-in/S*, SMeter, true",
        "/id-*/C*, /id-mn/CLight, true",
        "/id-mn*, /id-mn, true",
        "/id-mn*, /id-mn/CLight, false",
        "/*/C*, /id-mn/CLight, true",
        "//*/id-mn, //other.org/id-mn, true",
        "//*/id-m*/C98, //other.org/id-mn/C98, true",
        "//*/id-mn, //other.org/a/id-mn, false",
        "//other.org, //other.org/id-mn/C98, true",
        "//other.org, CLight, false",
        "example.org, CLight, true",
        "example.org, /id-mn, true",
        "example.org, //other.org/id-mn, false",
        "other.org, //plant.other.org/id-mn, true",
        "other.org, //another.org/id-mn, false",
        "*.other.org, //plant.other.org/id-mn, true",
        "role@example.org, CLight, false"
    })
    void rule_means(String entry, String originator, boolean meant) {
        hub.policy("acp", rule(List.of(entry), RETRIEVE));

        assertThat(hub.permits(retrieve(originator), hub.box("acp"))).isEqualTo(meant);
    }

    @Test
    @Spec("TS-0001 §9.6.2.1")
    void group_means_the_aes_that_are_its_members_however_they_are_addressed() {
        hub.put(Ae.TYPE, "cse-in", "light", "CLight", "aei", "CLight");
        hub.put(Ae.TYPE, "cse-in", "lamp", "CLamp", "aei", "CLamp");
        hub.put(Group.TYPE, "cse-in", "team", "grpTeam", "mid", List.of("cse-in/light", "/id-in/CLamp", "/id-mn/CFar"));
        hub.policy("acp", rule(List.of("grpTeam"), RETRIEVE));
        var box = hub.box("acp");

        assertThat(hub.permits(retrieve("CLight"), box)).isTrue();
        assertThat(hub.permits(retrieve("CLamp"), box)).isTrue();
        assertThat(hub.permits(retrieve("/id-mn/CFar"), box)).isTrue();
        assertThat(hub.permits(retrieve("COther"), box)).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.2.1")
    void group_is_found_by_its_structured_address_too() {
        hub.put(Group.TYPE, "cse-in", "team", "grpTeam", "mid", List.of("CLight"));
        hub.policy("acp", rule(List.of("/id-in/cse-in/team"), RETRIEVE));

        assertThat(hub.permits(retrieve("CLight"), hub.box("acp"))).isTrue();
    }

    @Test
    @Spec("TS-0001 §9.6.2.1")
    void group_that_is_gone_has_no_members() {
        hub.policy("acp", rule(List.of("grpGone", "cse-in/gone"), RETRIEVE));

        assertThat(hub.permits(retrieve("CLight"), hub.box("acp"))).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.2.1")
    void group_is_asked_anew_when_its_members_change() {
        hub.put(Group.TYPE, "cse-in", "team", "grpTeam", "mid", List.of("CLight"));
        hub.policy("acp", rule(List.of("grpTeam"), RETRIEVE));
        var box = hub.box("acp");
        assertThat(hub.permits(retrieve("CLight"), box)).isTrue();

        hub.put(Group.TYPE, "cse-in", "team", "grpTeam", "mid", List.of("CLamp"));

        assertThat(hub.permits(retrieve("CLight"), box)).isFalse();
    }

    @Test
    @Spec("TS-0001 §8.1.2")
    void nobody_is_not_even_meant_by_all() {
        hub.policy("acp", rule(List.of("all"), 63));

        assertThat(hub.permits(retrieve(""), hub.box("acp"))).isFalse();
    }
}
