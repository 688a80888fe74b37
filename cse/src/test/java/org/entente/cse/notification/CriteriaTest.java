// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.IDENTITY;
import static org.entente.cse.Hub.fields;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.cse.store.Samples;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The conditions of eventNotificationCriteria, one by one and joined. */
class CriteriaTest {
    private static final String BEFORE = "20251231T235959";
    private static final String AFTER = "20260101T000001";

    /** A container made at midnight that has changed three times, and expires in 2036. */
    private static final Resource BOX = Samples.container(Samples.base(), "box").with(Attributes.ST, 3);

    private static final Resource INSTANCE = Samples.instance(BOX, 1, "12345");

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(BOX, true, fields()),
                Arguments.of(BOX, true, fields("crb", AFTER)),
                Arguments.of(BOX, false, fields("crb", BEFORE)),
                Arguments.of(BOX, false, fields("crb", "20260101T000000")),
                Arguments.of(BOX, true, fields("cra", BEFORE)),
                Arguments.of(BOX, false, fields("cra", AFTER)),
                Arguments.of(BOX, true, fields("ms", BEFORE)),
                Arguments.of(BOX, false, fields("ms", AFTER)),
                Arguments.of(BOX, true, fields("us", AFTER)),
                Arguments.of(BOX, false, fields("us", BEFORE)),
                Arguments.of(BOX, true, fields("sts", 4)),
                Arguments.of(BOX, false, fields("sts", 3)),
                Arguments.of(BOX, true, fields("stb", 2)),
                Arguments.of(BOX, false, fields("stb", 3)),
                Arguments.of(BOX, true, fields("exb", "20370101T000000")),
                Arguments.of(BOX, false, fields("exb", "20350101T000000")),
                Arguments.of(BOX, true, fields("exa", "20350101T000000")),
                Arguments.of(BOX, false, fields("exa", "20370101T000000")),
                Arguments.of(INSTANCE, true, fields("sza", 5)),
                Arguments.of(INSTANCE, false, fields("sza", 6)),
                Arguments.of(INSTANCE, true, fields("szb", 6)),
                Arguments.of(INSTANCE, false, fields("szb", 5)),
                Arguments.of(BOX, false, fields("sza", 0)),
                Arguments.of(BOX, false, fields("szb", 5)),
                Arguments.of(BOX, false, fields("crb", AFTER, "sts", 3)),
                Arguments.of(BOX, true, fields("crb", AFTER, "sts", 3, "fo", 2)),
                Arguments.of(BOX, false, fields("crb", BEFORE, "sts", 3, "fo", 2)),
                Arguments.of(BOX, true, fields("crb", AFTER, "sts", 3, "fo", 3)),
                Arguments.of(BOX, false, fields("crb", AFTER, "sts", 4, "fo", 3)));
    }

    @ParameterizedTest(name = "{2} of {0}: {1}")
    @MethodSource("conditions")
    @Spec("TS-0001 §9.6.8")
    void conditions_are_held_against_the_resource(Resource about, boolean expected, Value.Fields criteria) {
        var event = new Event.Updated(about, Set.of("lbl"));

        assertThat(Criteria.of(criteria).match(event, IDENTITY)).isEqualTo(expected);
    }

    static Stream<Arguments> monitors() {
        return Stream.of(
                Arguments.of(true, fields("ops", 3)),
                Arguments.of(false, fields("ops", 4)),
                Arguments.of(true, fields("or", "Cae")),
                Arguments.of(true, fields("or", "/id-in/Cae")),
                Arguments.of(true, fields("or", "//example.org/id-in/Cae")),
                Arguments.of(false, fields("or", "Cother")),
                Arguments.of(true, fields("ops", 2, "or", "Cae")),
                Arguments.of(false, fields("ops", 1, "or", "Cae")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("monitors")
    @Spec("TS-0004 §6.3.5.57")
    void monitor_takes_operations_and_originators(boolean expected, Value.Fields monitor) {
        var attempt = new Event.Attempted(BOX, Operation.RETRIEVE, 2, "Cae");

        assertThat(Criteria.of(fields("om", List.of(monitor))).match(attempt, IDENTITY))
                .isEqualTo(expected);
    }
}
