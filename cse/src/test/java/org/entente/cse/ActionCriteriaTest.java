// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.ArrayList;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values make actions act. */
class ActionCriteriaTest extends ActionBench {
    @Nested
    class Every_operator {
        @ParameterizedTest
        @CsvSource({
            "1, 10, true", "1, 11, false", "2, 10, false", "2, 11, true", "3, 10, false", "3, 11, true",
            "4, 10, false", "4, 9, true", "5, 9, false", "5, 10, true", "6, 11, false", "6, 10, true"
        })
        @Spec("TS-0004 §6.3.5")
        void compares_numbers(int operator, int value, boolean holds) {
            act("a", criterion("mni", operator, 10), 3);

            change("mni", value);

            assertThat(told()).hasSize(holds ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "1, 20270101T000000, true",
            "2, 20270101T000000, false",
            "3, 20261231T235959, false",
            "4, 20261231T235959, true",
            "5, 20270101T000000, true",
            "6, 20270101T000001, false"
        })
        @Spec("TS-0004 §6.3.5")
        void compares_times(int operator, String value, boolean holds) {
            container("other");
            act("a", criterion("et", operator, "20270101T000000,000"), 3, "sri", "cse-in/other");

            hub.update("cse-in/other", ADMIN, "m2m:cnt", "et", value);
            settle();

            assertThat(told()).hasSize(holds ? 1 : 0);
        }

        @Test
        @Spec("TS-0004 §6.3.5")
        void compares_truths_and_lists_as_equal_or_not() {
            act("truth", criterion("disr", 1, true), 3);
            act("list", criterion("lbl", 2, List.of("x")), 3);

            change("disr", true);
            change("lbl", List.of("x"));
            change("lbl", List.of("y"));

            assertThat(told()).containsExactly("truth", "list");
        }

        @Test
        @Spec("TS-0004 §8.3.1")
        void takes_a_number_as_the_text_that_xml_makes_of_it() {
            act("a", criterion("mni", 3, "9"), 3);

            change("mni", 10);

            assertThat(told()).containsExactly("a");
        }

        @ParameterizedTest
        @CsvSource({"mni, 1, ten", "mni, 3, true", "mni, 7, 10", "nothing, 1, 1", "_seq, 1, 1", "lbl, 3, x"})
        @Spec("TS-0004 §6.3.5")
        void is_refused_where_it_can_never_hold(String attribute, int operator, String threshold) {
            var thld = threshold.equals("true")
                    ? Value.of(true)
                    : threshold.matches("[0-9]+") ? Value.of(Long.parseLong(threshold)) : Value.of(threshold);

            assertThat(act("a", criterion(attribute, operator, thld), 3).code()).isEqualTo(BAD_REQUEST);
        }
    }

    @Nested
    class Dependencies {
        private void depend(boolean sufficient, int... thresholds) {
            container("gate");
            var addresses = new ArrayList<String>();
            for (int threshold : thresholds) {
                var made = hub.create(
                        "cse-in/subject/a",
                        ADMIN,
                        66,
                        "m2m:depr",
                        "sfc",
                        sufficient,
                        "rri",
                        "cse-in/gate",
                        "evc",
                        criterion("mni", 5, threshold));
                addresses.add(Hub.text(made, "ri"));
            }
            name(addresses);
        }

        private void name(List<String> addresses) {
            var known = new ArrayList<>(hub.stored("cse-in/subject/a").texts(Attributes.DEP));
            known.addAll(addresses);
            var named = hub.update("cse-in/subject/a", ADMIN, "m2m:actr", "dep", known);
            assertThat(named.code()).as(named.sentence()).isEqualTo(UPDATED);
        }

        private void gate(int value) {
            hub.update("cse-in/gate", ADMIN, "m2m:cnt", "mni", value);
        }

        @Test
        @Spec(value = "TS-0001 §9.6.62", proves = "depr C")
        void that_are_mandatory_have_to_hold_all() {
            act("a", criterion("mni", 3, 10), 3);
            depend(false, 5, 8);

            change("mni", 11);
            gate(6);
            change("mni", 12);
            assertThat(told()).isEmpty();
            gate(8);
            change("mni", 13);

            assertThat(told()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.62")
        void of_which_one_is_sufficient_need_no_other() {
            act("a", criterion("mni", 3, 10), 3);
            depend(false, 8);
            depend(true, 5);

            gate(4);
            change("mni", 11);
            assertThat(told()).isEmpty();
            gate(5);
            change("mni", 12);

            assertThat(told()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.62")
        void that_are_not_named_do_not_count() {
            act("a", criterion("mni", 3, 10), 3);
            container("gate");
            hub.create(
                    "cse-in/subject/a",
                    ADMIN,
                    66,
                    "m2m:depr",
                    "sfc",
                    false,
                    "rri",
                    "cse-in/gate",
                    "evc",
                    criterion("mni", 5, 5));

            change("mni", 11);

            assertThat(told()).hasSize(1);
        }

        @Test
        @Spec("TS-0001 §9.6.61")
        void named_have_to_be_there() {
            act("a", criterion("mni", 3, 10), 3);

            assertThat(hub.update("cse-in/subject/a", ADMIN, "m2m:actr", "dep", List.of("cse-in/object"))
                            .code())
                    .isEqualTo(BAD_REQUEST);
        }
    }
}
