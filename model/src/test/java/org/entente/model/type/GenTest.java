// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.entente.model.Refused;
import org.junit.jupiter.api.Test;

/** Every data type takes what is generated for it, refuses what is generated against it, and never fails otherwise. */
class GenTest {
    private static final List<DataType> TYPES = ResourceTypes.standard().all().stream()
            .flatMap(type -> type.rows().values().stream())
            .map(row -> row.attribute().type())
            .distinct()
            .toList();

    @Test
    void valid_values_are_taken_as_they_are() {
        Gen.forAll(50, gen -> {
            for (var type : TYPES) {
                var value = gen.valid(type);
                assertThat(type.check(value, "x")).isEqualTo(value);
            }
        });
    }

    @Test
    void invalid_values_are_refused_with_a_sentence() {
        Gen.forAll(50, gen -> {
            for (var type : TYPES) {
                var value = gen.invalid(type);
                assertThatExceptionOfType(Refused.class)
                        .as("%s against %s", value, type.specified())
                        .isThrownBy(() -> type.check(value, "x"))
                        .withMessageStartingWith("x");
            }
        });
    }

    @Test
    void any_value_is_taken_or_refused_by_every_type() {
        Gen.forAll(50, gen -> {
            var value = gen.any(4);
            for (var type : TYPES) {
                try {
                    type.check(value, "x");
                } catch (Refused refused) {
                    assertThat(refused.sentence()).startsWith("x");
                }
            }
        });
    }

    @Test
    void generated_creations_and_updates_pass_the_tables() {
        var types = ResourceTypes.standard().all().stream()
                .filter(type -> type.isImplemented() && !type.isGeneral())
                .toList();

        Gen.forAll(20, gen -> {
            for (var type : types) {
                var created = gen.create(type);
                var updated = gen.update(type);
                assertThat(type.checkCreate(created)).isEqualTo(created);
                assertThat(type.checkUpdate(updated)).isEqualTo(updated);
            }
        });
    }

    @Test
    void a_failure_names_its_seed() {
        assertThatThrownBy(() -> Gen.forAll(1, _ -> assertThat(1).isEqualTo(2)))
                .hasMessageContaining("-Dentente.seed=");
    }

    @Test
    void the_same_seed_gives_the_same_values() {
        var type = Attributes.PV.type();

        assertThat(new Gen(7).valid(type)).isEqualTo(new Gen(7).valid(type));
    }
}
