// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.BAD_REQUEST;
import static org.entente.model.ResultCode.NOT_IMPLEMENTED;
import static org.entente.model.ResultCode.SPECIALIZATION_SCHEMA_NOT_FOUND;

import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.Enumerations;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CREATE of a type meets that is not here, whether the specification has it or nobody. */
@OverEveryBinding
class UnknownTypesTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        assertThat(hub.stored("cse-in").type().number()).isEqualTo(5);
        hub.close();
    }

    static Stream<Integer> declared() {
        var types = ResourceTypes.standard();
        return Enumerations.RESOURCE_TYPE.names().keySet().stream()
                .filter(number -> types.byNumber(number)
                        .filter(type -> !type.isImplemented())
                        .isPresent())
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("declared")
    @Spec("TS-0004 §7.3.3.3")
    void a_type_of_which_there_is_only_the_table_is_not_implemented(int number) {
        var root = ResourceTypes.standard().byNumber(number).orElseThrow().root();

        assertThat(hub.create("cse-in", ADMIN, number, root, "lbl", List.of("a"))
                        .code())
                .isEqualTo(NOT_IMPLEMENTED);
        assertThat(hub.create("cse-in", ADMIN, number, "m2m:other", "lbl", List.of("a"))
                        .code())
                .isEqualTo(NOT_IMPLEMENTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 57, 59, 61})
    @Spec("TS-0004 §7.3.3.3")
    void a_type_of_a_later_release_is_not_implemented(int number) {
        assertThat(hub.create("cse-in", ADMIN, number, "m2m:omp", "lbl", List.of("a"))
                        .code())
                .isEqualTo(NOT_IMPLEMENTED);
    }

    @Test
    @Spec("TS-0004 §7.3.3.3")
    @NotEveryBinding("XML has numbers only where a table says so")
    void a_management_object_without_a_table_is_not_implemented() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1");

        assertThat(hub.create("cse-in/node", ADMIN, 13, "dcfg:reg", "mgd", 1020).code())
                .isEqualTo(NOT_IMPLEMENTED);
        assertThat(hub.create("cse-in/node", ADMIN, 13, "dcfg:reg", "mgd", 1006).code())
                .isEqualTo(BAD_REQUEST);
        assertThat(hub.create("cse-in/node", ADMIN, 13, "dcfg:reg", "mgd", 4711).code())
                .isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 68, 4711, 10006, 10033, 20001})
    @Spec("TS-0004 §7.3.3.3")
    void a_type_that_nobody_has_is_a_bad_request(int number) {
        demandThatNobodyHas(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE})
    @Spec("TS-0004 §7.3.3.3")
    @NotEveryBinding("CoAP has two bytes for a type")
    void a_number_that_no_type_can_have_is_a_bad_request(int number) {
        demandThatNobodyHas(number);
    }

    private void demandThatNobodyHas(int number) {
        assertThat(hub.create("cse-in", ADMIN, number, "m2m:xyz", "lbl", List.of("a"))
                        .code())
                .isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.37.2.1")
    void a_flexContainer_that_nobody_has_lacks_its_schema() {
        assertThat(hub.create("cse-in", ADMIN, 28, "tst:xyz", "cnd", Value.of("org.example.xyz"))
                        .code())
                .isEqualTo(SPECIALIZATION_SCHEMA_NOT_FOUND);
    }
}
