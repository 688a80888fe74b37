// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody reads who got a mapping file wrong. */
class WrongFilesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'- a'|the file must have named members",
                "'a: [b'|is no YAML",
                "'{a: 1, a: 2}'|is no YAML",
                "'!!java.net.URL [\"http://x\"]'|is no YAML",
                "'{parts: []}'|the file lacks standard",
                "'{standard: x, part: []}'|the file has an unknown key part",
                "'{standard: x, parts: 5}'|parts must be a list",
                "'{standard: x, parts: [5]}'|a part must have named members",
                "'{standard: x, parts: [{}]}'|a part lacks from",
                "'{standard: x, parts: [{from: a}, {from: a}]}'|part a stands there twice",
                "'{standard: x, parts: [{from: a, device: {class: cod:devLt}}]}'|part a lacks name",
                "'{standard: x, parts: [{from: a, modules: [{name: t}]}]}'|part a lacks class"
            })
    void mistake_in_a_file_is_told_in_a_sentence(String text, String sentence) {
        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("mine.yaml", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|needs one of from, invoke, value",
                "{from: 1, scaled: big}|scaled must be a number that is not 0",
                "{from: 1, colour: red}|has an unknown key colour",
                "{from: 1, unit: furlong}|there is no unit furlong",
                "{from: 1, unit: Cel, scaled: 2}|neither scaled nor named",
                "{from: 1, unit-from: 2}|unit-from needs unit",
                "{from: 1, observe: often}|observe must have named members",
                "{from: 1, observe: {every: 1s}}|observe has an unknown key every",
                "{from: 1, observe: {least: soon}}|least must be a time such as 500ms, 10s or 5m, not soon",
                "{from: 1, observe: {step: much}}|step must be a number, not much",
                "{from: 1, named: {Cel: one}}|Cel must have a number"
            })
    void mistake_in_a_point_names_its_place(String point, String sentence) {
        var text = "{standard: x, parts: [{from: a, modules: [{class: cod:tempe, name: t, points: {curT0: " + point
                + "}}]}]}";

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .hasMessageContainingAll("part a cod:tempe.curT0", sentence);
    }

    @Test
    void mistakes_are_told_together_each_with_its_line_and_key() {
        var text = """
                standard: lwm2m
                parts:
                  - from: 3315 # the object Barometer
                    modules:
                      - class: cod:baror
                        name: barometer
                        means: air
                        wanted: yes
                        points:
                          atmPe:
                            from: 5700
                            unit: hpa
                            observe: { least: 10s,
                                       most: often }
                      - class: cod:nothing
                        name: other
                """;

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .hasMessage("""
                        mine.yaml:
                          line 8: part 3315 has an unknown key wanted
                          line 10: part 3315 cod:baror.atmPe: there is no unit hpa
                          line 14: part 3315 cod:baror.atmPe observe: most must be a time such as 500ms, 10s or 5m, not often
                          line 15: part 3315: there is no resource type cod:nothing""");
    }

    @Test
    void file_that_is_no_yaml_is_told_by_its_line() {
        assertThatThrownBy(() -> new MappingReader(Types.ALL).read("standard: lwm2m\nparts: [", "mine.yaml"))
                .hasMessageContainingAll("mine.yaml is no YAML", "line 2");
    }
}
