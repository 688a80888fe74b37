// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final Draft BOX = Draft.of(Container.TYPE);

    @Test
    void draft_has_what_it_was_given() {
        var draft = BOX.named("box")
                .with(Attributes.MNI, 10)
                .with(Attributes.DISR, true)
                .with(Attributes.LBL, List.of("a", "b"))
                .without(Attributes.MBS);

        assertThat(draft.content().text("rn")).contains("box");
        assertThat(draft.content().find("mni")).contains(Value.of(10));
        assertThat(draft.content().find("disr")).contains(Value.of(true));
        assertThat(draft.content().find("lbl")).contains(Value.texts(List.of("a", "b")));
        assertThat(draft.content().find("mbs")).contains(Value.Deleted.DELETED);
    }

    @Test
    void value_that_an_attribute_never_has_is_refused_at_once() {
        assertThatThrownBy(() -> BOX.with(Attributes.MNI, "ten"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("mni");
        assertThatThrownBy(() -> BOX.with(Attributes.MNI, -1)).isInstanceOf(Refused.class);
    }

    @Test
    void attribute_of_other_types_is_refused_at_once() {
        assertThatThrownBy(() -> BOX.with(Attributes.CON, "21.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("con");
    }
}
