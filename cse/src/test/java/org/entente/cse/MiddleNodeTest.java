// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.OPERATION_NOT_ALLOWED;

import java.util.List;
import java.util.Optional;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an MN-CSE leaves to the IN-CSE. */
class MiddleNodeTest {
    private final Constellation world = new Constellation();
    private final Constellation.Member middle = world.join(Constellation.identity("mn", 2), Optional.empty());

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 11, 19, 20, 21, 22, 43, 44, 47})
    @Spec("TS-0004 §7.3.3.3")
    void takes_no_resource_of_a_type_that_an_infrastructure_node_alone_has(int type) {
        var refused = middle.create("cse-mn", ADMIN, type, "m2m:any", "lbl", List.of("a"));

        assertThat(refused.code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(refused.sentence()).contains("IN-CSE");
    }

    @Test
    @Spec("TS-0004 §6.3.4.2.1")
    void says_which_types_it_has() {
        var in = world.infrastructure();

        var own = Hub.shown(middle.retrieve("cse-mn", ADMIN)).find("srt").orElseThrow();
        var infrastructure = Hub.shown(in.retrieve("cse-in", ADMIN)).find("srt").orElseThrow();

        assertThat(((Value.Items) own).values()).contains(Value.of(3)).doesNotContain(Value.of(11), Value.of(21));
        assertThat(((Value.Items) infrastructure).values()).contains(Value.of(3), Value.of(11), Value.of(21));
    }
}
