// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
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
                "'{standard: x, parts: [{from: a, modules: [{name: t}]}]}'|part a lacks class",
                "'{standard: x, parts: [{from: a}, null]}'|the file parts has an item that says nothing",
                "'{standard: x, parts: [{from: a, modules: }]}'|a part says nothing after modules",
                "'{standard: x, parts: [{from: a, device: {class: m2m:bat, name: b}}]}'|m2m:bat is no class of TS-0023",
                "'{standard: x, parts: [{from: a, modules: [{class: m2m:cnt, name: b}]}]}'|m2m:cnt is no class of TS-0023",
                "'{standard: x, parts: [{from: a, node: [{class: cod:tempe, name: b}]}]}'|cod:tempe is no management object",
                "'{standard: x, parts: [{from: a, device: {class: cod:devTr, name: my lamp}}]}'|cannot be called my lamp"
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
                "{from: 1, named: {Cel: one}}|Cel must have a number",
                "{from: 1, named: {Cel: 1.5}}|Cel must have a number",
                "{from: 1, named: {Cel: }}|says nothing after Cel",
                "{from: 1, named: Cel}|named must have named members",
                "{from: 1, scaled: .nan}|scaled must be a number that is not 0",
                "{from: 1, offset: much}|offset must be a number, not much",
                "{from: 1, unit: Cel, offset: 2}|neither scaled nor named",
                "{from: 1, unit: Cel, item: 2}|takes one of item, unit",
                "{from: 1, named: {Cel: 1}, member: x}|takes one of named, member",
                "{from: 1, value: 2}|needs one of from, invoke, value",
                "{value: [1, null]}|has a value that is nothing",
                "{from: 1, unit: }|says nothing after unit",
                "{from: 1, observe: {least: 10s, most: 5s}}|least is longer than most",
                "{from: 1, observe: {step: -1}}|step must be more than 0",
                "{from: 1, observe: {above: .inf}}|above must be a number, not Infinity"
            })
    void mistake_in_a_point_names_its_place(String point, String sentence) {
        var text = "{standard: x, parts: [{from: a, modules: [{class: cod:tempe, name: t, points: {curT0: " + point
                + "}}]}]}";

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .hasMessageContainingAll("part a cod:tempe.curT0", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modbus|registers: {temp: {input: 0}}|{from: tmp}|no tmp among its registers",
                "modbus|registers: {temp: {input: 0}}|{from: temp, unit: Cel, unit-from: unit}|no unit among its registers",
                "mqtt|topics: {temp: {state: a}}|{from: tmp}|no tmp among its topics",
                "lwm2m|resources: {5700: {as: float}}|{from: 5701}|no 5701 among its resources",
                "lwm2m|resources: {5700: {as: float}}|{invoke: 5}|no 5 among its resources"
            })
    void point_that_the_same_file_does_not_describe_is_a_mistake(
            String standard, String points, String point, String sentence) {
        var text = "{standard: " + standard + ", parts: [{from: 1, " + points
                + ", modules: [{class: cod:tempe, name: t, points: {curT0: " + point + "}}]}]}";

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .hasMessageContainingAll("part 1 cod:tempe.curT0", sentence);
    }

    @Test
    void device_that_may_not_hold_its_modules_is_a_mistake() {
        var text = "{standard: x, parts: [{from: a, device: {class: cod:devTr, name: t}, modules: ["
                + "{class: cod:tempe, name: one, points: {curT0: 1}}, {class: cod:tempe, name: one, points: {curT0: 2}},"
                + "{class: cod:color, name: two, points: {red: 1, green: 1, blue: 1}}]}]}";

        assertThatThrownBy(() -> new MappingReader(Types.ALL).read(text, "mine.yaml"))
                .hasMessageContainingAll("cod:devTr holds no cod:color", "makes two modules that are called one");
    }

    @Test
    void offset_alone_is_added() {
        var text = "{standard: x, parts: [{from: a, modules: [{class: cod:tempe, name: t,"
                + " points: {curT0: {from: 1, offset: -273.15}}}]}]}";

        var rule = new MappingReader(Types.ALL)
                .read(text, "mine.yaml")
                .part("a")
                .orElseThrow()
                .modules()
                .getFirst()
                .points()
                .getFirst();

        assertThat(rule.conversion()).isEqualTo(new Conversion.Scaled(1, -273.15));
    }

    @Test
    void words_that_yaml_takes_for_truths_are_words_where_devices_say_them() {
        var sheet = Sheet.of("{named: {ON: 1, off: 0, true: 2}, online: Yes, offline: false, quick: yes}", "mine.yaml");

        assertThat(sheet.map(sheet.root().get("named"), sheet.whole())).containsOnlyKeys("ON", "off", "true");
        assertThat(sheet.optional(sheet.root(), "online")).contains("Yes");
        assertThat(sheet.optional(sheet.root(), "offline")).contains("false");
        assertThat(sheet.truth(sheet.root(), "quick", false, sheet.whole())).isTrue();
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
