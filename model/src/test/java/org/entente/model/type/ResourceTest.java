// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private final Resource box = box();

    private static Resource box() {
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("rn", Value.of("box"));
        attributes.put("_seq", Value.of(7));
        attributes.put("st", Value.of(7));
        return new Resource(Container.TYPE, "cse-in/box", attributes);
    }

    @Test
    void representation_has_what_others_may_see_under_the_root_name() {
        assertThat(box.representation())
                .isEqualTo(Value.field(
                        "m2m:cnt", Value.field("rn", Value.of("box")).with("st", Value.of(7))));
        assertThat(box.has(new Attribute("_seq", "instanceNumber", Scalar.NON_NEGATIVE)))
                .isTrue();
    }

    @Test
    void representation_is_the_same_each_time_and_another_after_a_change() {
        var changed = box.with(Attributes.ST, 8);

        assertThat(box.representation()).isSameAs(box.representation());
        assertThat(changed.representation().find("m2m:cnt"))
                .contains(Value.field("rn", Value.of("box")).with("st", Value.of(8)));
    }
}
