// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31, 32, 33, 500})
    void members_are_the_map_that_they_were_made_of_in_its_order(int size) {
        var map = numbered(size);

        var members = Members.of(map);

        assertThat(members).isEqualTo(map).hasSameHashCodeAs(map).containsExactlyEntriesOf(map);
        assertThat(map).isEqualTo(members);
        assertThat(members.get("n7")).isEqualTo(map.get("n7"));
        assertThat(members.containsKey("absent")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33})
    void members_stay_as_they_are(int size) {
        var map = numbered(size);
        var members = Members.of(map);

        map.put("n0", Value.of("changed"));

        assertThat(members.get("n0")).isEqualTo(Value.of(0));
        assertThatThrownBy(() -> members.put("n0", Value.of(1))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.remove("n0")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(Value.of(1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33})
    void a_changed_member_keeps_its_place_and_a_new_one_comes_last(int size) {
        var map = numbered(size);
        var before = Members.of(map);

        var changed = Members.with(before, "n0", Value.of("changed"));
        var longer = Members.with(before, "new", Value.of(1));

        assertThat(changed.keySet()).containsExactlyElementsOf(map.keySet());
        assertThat(changed.get("n0")).isEqualTo(Value.of("changed"));
        assertThat(longer.keySet()).startsWith("n0").endsWith("new").hasSize(size + 1);
        assertThat(before).isEqualTo(map);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 31, 32, 33})
    void mapped_members_keep_their_order_and_may_go(int size) {
        var members = Members.of(numbered(size));

        var mapped = Members.mapped(
                members, (name, value) -> name.equals("n0") ? null : name.equals("n1") ? Value.of("other") : value);

        var expected = numbered(size);
        expected.remove("n0");
        expected.put("n1", Value.of("other"));
        assertThat(mapped).isEqualTo(expected);
        assertThat(mapped.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(Members.mapped(members, (_, _) -> null)).isEmpty();
        assertThat(members).isEqualTo(numbered(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33})
    void members_that_stay_what_they_are_are_not_copied(int size) {
        var members = Members.of(numbered(size));
        var fields = new Value.Fields(members);

        assertThat(Members.mapped(members, (_, value) -> value)).isSameAs(members);
        assertThat(fields.mapped((_, value) -> value)).isSameAs(fields);
    }

    @Test
    void unchangeable_members_are_not_copied_again() {
        var members = Members.of(numbered(3));

        assertThat(Members.of(members)).isSameAs(members);
        assertThat(new Value.Fields(members).members()).isSameAs(members);
    }

    private static Map<String, Value> numbered(int size) {
        var map = new LinkedHashMap<String, Value>();
        for (int i = 0; i < size; i++) map.put("n" + i, Value.of(i));
        return map;
    }
}
