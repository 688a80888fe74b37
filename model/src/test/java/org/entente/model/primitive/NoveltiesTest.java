// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.Container;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;

@Spec("TS-0001 §8.1.3")
class NoveltiesTest {
    private static Value.Fields shown(Map<String, Value> more) {
        var attributes = new HashMap<String, Value>(more);
        attributes.put("rn", Value.of("box"));
        attributes.put("ri", Value.of("cnt1"));
        return new Resource(Container.TYPE, "cse-in/box", attributes).representation();
    }

    @Test
    void resource_that_every_release_knows_is_looked_through_once() {
        var box = shown(Map.of("mni", Value.of(5)));

        assertThat(Novelties.without(box)).isSameAs(box);
        assertThat(box.imprint()).isNotNull().matches(imprint -> imprint.isCommon());
        assertThat(Novelties.without(box)).isSameAs(box);
    }

    @Test
    void what_came_later_is_left_out_however_often_it_is_asked_for() {
        var box = shown(Map.of("ast", Value.of(2)));

        for (int i = 0; i < 2; i++)
            assertThat(Novelties.without(box))
                    .isEqualTo(Value.field(
                            "m2m:cnt", Value.field("rn", Value.of("box")).with("ri", Value.of("cnt1"))));
        assertThat(box.imprint()).isNotNull().matches(imprint -> !imprint.isCommon());
    }
}
