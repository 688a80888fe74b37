// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.entente.model.type.Container;
import org.entente.model.type.Group;
import org.junit.jupiter.api.Test;

/** How features join. */
class FeatureTest {
    private static final Reaction FIRST = (request, writes, view) -> List.of();
    private static final Reaction SECOND = (request, writes, view) -> List.of();

    @Test
    void reactions_learn_of_a_change_in_the_order_of_their_features() {
        var joined = Feature.NONE.with(FIRST).and(Feature.NONE.with(SECOND));

        assertThat(joined.reactions()).containsExactly(FIRST, SECOND);
    }

    @Test
    void feature_adds_to_what_others_have() {
        var some = Feature.NONE.with(Container.TYPE, Procedure.PLAIN).with("one", Duty.NOBODYS);

        var joined = some.and(Feature.NONE.with(Group.TYPE, Procedure.PLAIN).with("other", Duty.NOBODYS));

        assertThat(joined.procedures()).containsOnlyKeys(Container.TYPE.number(), Group.TYPE.number());
        assertThat(joined.duties()).containsOnlyKeys("one", "other");
    }

    @Test
    void two_features_that_claim_the_same_type_cannot_be_joined() {
        var one = Feature.NONE.with(Container.TYPE, Procedure.PLAIN);

        assertThatThrownBy(() -> one.and(Feature.NONE.with(Container.TYPE, new Procedure() {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two features claim " + Container.TYPE.number());
    }
}
