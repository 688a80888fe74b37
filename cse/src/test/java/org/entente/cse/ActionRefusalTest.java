// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.Collections;
import java.util.List;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Write;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions that are not taken. */
class ActionRefusalTest extends ActionBench {
    @Nested
    class Refused_is {
        private Response asking(String object, Object primitive) {
            return hub.create(
                    "cse-in/subject",
                    ADMIN,
                    65,
                    "m2m:actr",
                    "evc",
                    criterion("mni", 3, 10),
                    "evm",
                    3,
                    "orc",
                    object,
                    "apv",
                    primitive);
        }

        @ParameterizedTest
        @CsvSource({"0, 5", "1, 5", "2, 0", "2, 99"})
        @Spec("TS-0001 §9.6.61")
        void a_control_parameter_that_does_not_fit_its_mode(int mode, int parameter) {
            var more = parameter == 0 ? new Object[0] : new Object[] {"ecp", parameter};

            assertThat(act("a", criterion("mni", 3, 10), mode, more).code()).isEqualTo(BAD_REQUEST);
            assertThat(hub.retrieve("cse-in/subject/a", ADMIN).code()).isEqualTo(NOT_FOUND);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void more_than_anybody_could_look_at_in_time() {
            var inputs = Collections.nCopies(101, Hub.fields("raid", "mni"));
            assertThat(act("a", criterion("mni", 3, 10), 3, "ipu", Value.of(inputs))
                            .code())
                    .isEqualTo(BAD_REQUEST);

            var subject = hub.stored("cse-in/subject");
            var many = subject.with(
                    new Attribute("_evb", "evaluatedBy", Scalar.ANY),
                    Value.texts(Collections.nCopies(1000, subject.ri())));
            hub.store.commit(_ -> new Outcome(List.of(new Write.Updated(subject, many)), many));
            assertThat(act("more", criterion("mni", 3, 10), 0).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void a_request_in_the_name_of_another() {
            var mine = hub.register("Cmine");
            assertThat(asking("cse-in/object", telling(mine, "cse-in/object", "x"))
                            .code())
                    .isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void a_request_to_another_object() {
            assertThat(asking("cse-in/subject", telling(ADMIN, "cse-in/object", "x"))
                            .code())
                    .isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void a_primitive_that_is_none() {
            assertThat(asking("cse-in/object", Hub.fields("op", 1, "to", "cse-in/object"))
                            .code())
                    .isEqualTo(BAD_REQUEST);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void a_subject_or_object_that_is_not_there() {
            assertThat(act("a", criterion("mni", 3, 10), 3, "sri", "cse-in/none")
                            .code())
                    .isEqualTo(NOT_FOUND);
            assertThat(asking("cse-in/none", telling(ADMIN, "cse-in/none", "x")).code())
                    .isEqualTo(NOT_FOUND);
            assertThat(act("a", criterion("mni", 3, 10), 3, "sri", "/id-other/x")
                            .code())
                    .isEqualTo(TARGET_NOT_REACHABLE);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void a_subject_that_the_originator_may_not_read() {
            var mine = hub.register("Cmine");

            var created = hub.create("cse-in/cmine", mine, 3, "m2m:cnt", "rn", "box");
            assertThat(created.code()).isEqualTo(CREATED);
            var spying = hub.create(
                    "cse-in/cmine/box",
                    mine,
                    65,
                    "m2m:actr",
                    "rn",
                    "spy",
                    "sri",
                    "cse-in/subject",
                    "evc",
                    criterion("mni", 3, 10),
                    "evm",
                    3,
                    "orc",
                    "cse-in/cmine/box",
                    "apv",
                    telling(mine, "cse-in/cmine/box", "x"));

            assertThat(spying.code()).isEqualTo(ORIGINATOR_HAS_NO_PRIVILEGE);
        }
    }
}
