// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.type.DataType;
import org.entente.model.type.Gen;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Test;

/** What the types take survives CBOR, and is the same as after JSON. */
class CborRoundTripTest {
    private static final List<ResourceType> TYPES = ResourceTypes.standard().with(TypeFile.ts0023()).all().stream()
            .filter(type -> type.isImplemented() && !type.isGeneral())
            .toList();

    private static <V extends Value> V roundTrip(V value) {
        var bytes = Cbor.STRICT.write(value);
        var read = Cbor.STRICT.read(bytes);
        assertThat(read).isEqualTo(value).isEqualTo(Json.STRICT.read(Json.STRICT.write(value)));
        assertThat(Cbor.STRICT.write(read)).isEqualTo(bytes);
        return value;
    }

    @Test
    @Spec("TS-0004 §8.5")
    void generated_resources_of_every_type_come_back_as_they_were() {
        assertThat(TYPES).hasSizeGreaterThan(100);

        Gen.forAll(5, gen -> {
            for (var type : TYPES) {
                assertThat(type.checkCreate(roundTrip(gen.create(type)))).isNotNull();
                roundTrip(gen.update(type));
            }
        });
    }

    @Test
    @Spec({"TS-0004 §8.5.1", "RFC 8949 §3.2"})
    void resources_with_open_lengths_are_read_as_those_with_definite_ones() {
        Gen.forAll(5, gen -> {
            for (var type : TYPES) {
                var resource = gen.create(type);

                assertThat(Cbor.STRICT.read(OpenCbor.written(resource, gen.random())))
                        .isEqualTo(resource);
            }
        });
    }

    @Test
    @Spec("TS-0004 §8.5")
    void generated_values_of_every_data_type_come_back_as_they_were() {
        var types = dataTypes();
        assertThat(types).containsAll(Gen.scalars()).hasSizeGreaterThan(100);

        Gen.forAll(20, gen -> {
            for (var type : types) {
                var value = roundTrip(gen.valid(type));
                assertThat(type.check(Cbor.STRICT.read(Cbor.STRICT.write(value)), "x"))
                        .isEqualTo(value);
            }
        });
    }

    private static Set<DataType> dataTypes() {
        var types = new LinkedHashSet<DataType>(Gen.scalars());
        for (var type : TYPES)
            for (var row : type.rows().values()) types.add(row.attribute().type());
        for (var parameter : Parameter.values()) types.add(parameter.type());
        for (var type : new ArrayList<>(types)) addParts(type, types);
        return types;
    }

    private static void addParts(DataType type, Set<DataType> types) {
        types.add(type);
        switch (type) {
            case DataType.ListOf list -> addParts(list.element(), types);
            case DataType.Complex complex -> complex.members().values().forEach(each -> addParts(each.type(), types));
            case DataType.Enumerated _, Scalar _ -> {}
        }
    }
}
