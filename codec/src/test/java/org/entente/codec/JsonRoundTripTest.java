// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.entente.model.Spec;
import org.entente.model.type.Gen;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.Test;

/** What the types take survives JSON. */
class JsonRoundTripTest {

    @Test
    @Spec("TS-0004 §8.4")
    void generated_resources_of_every_type_come_back_as_they_were() {
        var types = ResourceTypes.standard().with(TypeFile.ts0023()).all().stream()
                .filter(type -> type.isImplemented() && !type.isGeneral())
                .toList();

        Gen.forAll(5, gen -> {
            for (var type : types) {
                var created = gen.create(type);
                var read = Json.STRICT.readObject(Json.STRICT.write(created));
                assertThat(read).isEqualTo(created);
                assertThat(type.checkCreate(read)).isEqualTo(created);
            }
        });
    }
}
