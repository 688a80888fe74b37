// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.entente.interworking.Fitting;
import org.entente.interworking.Sheet;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "int16, ffff, 1, -1",
        "uint16, ffff, 1, 65535",
        "int16, 00d7, 0.1, 21.5",
        "int32, fffffffe, 1, -2",
        "int32le, fffeffff, 1, -2",
        "uint32, 00010002, 1, 65538",
        "uint32le, 00020001, 1, 65538",
        "int64, ffffffffffffffff, 1, -1",
        "uint64, 0000000000000005, 1, 5",
        "float32, 41ac0000, 1, 21.5",
        "float32le, 000041ac, 1, 21.5",
        "float64, 4035800000000000, 10, 215"
    })
    void number_is_read_and_written(String form, String registers, double scale, double value) {
        var known = Form.of(form).orElseThrow();

        assertThat(known.read(HEX.parseHex(registers), scale))
                .usingComparator((one, other) -> Fitting.same(one, other) ? 0 : 1)
                .isEqualTo(Value.of(value));
        assertThat(HEX.formatHex(known.written(Value.of(value), scale, new byte[known.width() * 2], "r")))
                .isEqualTo(registers);
    }

    @ParameterizedTest
    @CsvSource({
        "int64, 9007199254740993, 0020000000000001",
        "int64, -9007199254740993, ffdfffffffffffff",
        "int64, 9223372036854775807, 7fffffffffffffff",
        "uint64le, 9007199254740993, 0001000000000020"
    })
    void whole_number_keeps_all_its_digits(String form, long value, String registers) {
        var known = Form.of(form).orElseThrow();

        assertThat(HEX.formatHex(known.written(Value.of(value), 1, new byte[8], "r")))
                .isEqualTo(registers);
        assertThat(known.read(HEX.parseHex(registers), 1)).isEqualTo(Value.of(value));
    }

    @Test
    void number_beyond_those_of_ours_is_written_as_it_is() {
        assertThat(HEX.formatHex(Form.of("uint64").orElseThrow().written(Value.of(1.6e19), 1, new byte[8], "r")))
                .isEqualTo("de0b6b3a76400000");
    }

    @Test
    void text_ends_at_its_first_zero() {
        var text = Form.of("text4").orElseThrow();

        assertThat(text.read(HEX.parseHex("61620063640a6566"), 1)).isEqualTo(Value.of("ab"));
    }

    @ParameterizedTest
    @CsvSource({"bit0, 0000, 0001", "bit15, 0001, 8001", "bit3, ff00, ff08"})
    void bit_leaves_its_neighbours(String form, String before, String after) {
        var bit = Form.of(form).orElseThrow();

        assertThat(HEX.formatHex(bit.written(Value.of(true), 1, HEX.parseHex(before), "r")))
                .isEqualTo(after);
        assertThat(bit.read(HEX.parseHex(after), 1)).isEqualTo(Value.of(true));
        assertThat(HEX.formatHex(bit.written(Value.of(false), 1, HEX.parseHex(after), "r")))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "int16, 40000",
        "uint16, -1",
        "uint32, 5e9",
        "uint64, 2e19",
        "int64, 1e19",
        "float32, 1e39",
        "int16, 12f",
        "int16, hot",
        "text1, abc",
        "bit1, maybe"
    })
    void value_that_does_not_fit_is_refused(String form, String value) {
        var known = Form.of(form).orElseThrow();

        assertThatThrownBy(() -> known.written(Value.of(value), 1, new byte[8], "the register"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("the register");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registers: {a: {}}|part p register a needs one of coil, discrete, input, holding",
                "registers: {a: {input: 1, coil: 1}}|needs one of coil",
                "registers: {a: {input: 70000}}|input must be a whole number from 0 to 65535, not 70000",
                "registers: {a: {input: 1, as: float16}}|as must be a form such as int16",
                "registers: {a: {input: 1, as: bit16}}|as must be a form such as int16",
                "registers: {a: {coil: 1, as: int16}}|is a single bit and has no form",
                "registers: {a: {input: 1, scale: 0}}|a scale of 0 loses the value",
                "registers: {a: {input: 1, scale: .inf}}|a scale of Infinity loses the value",
                "registers: {a: {coil: 1, scale: 2}}|is no number and has no scale",
                "registers: {a: {input: 1, as: text2, scale: 2}}|is no number and has no scale",
                "registers: {a: {input: 1, unit: furlong}}|there is no unit furlong",
                "registers: {a: {input: 1, least: 5, greatest: 1}}|least is more than greatest",
                "registers: {a: {input: 1, colour: red}}|has an unknown key colour",
                "registers: 7|must have named members"
            })
    void mistake_in_a_register_names_its_place(String part, String sentence) {
        assertMistake("{parts: [{from: p, " + part + "}]}", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|a device lacks name",
                "{name: d, parts: [p]}|device d lacks host",
                "{name: d, host: h, parts: []}|device d has no parts",
                "{name: d, host: h, parts: [q]}|this file has no part q",
                "{name: d, host: h, parts: [p], framing: serial}|framing must be one of tcp, rtu-over-tcp, not serial",
                "{name: d, host: h, parts: [p], port: 0}|port must be a whole number from 1 to 65535",
                "{name: d, host: h, parts: [p], unit: 300}|unit must be a whole number from 0 to 255",
                "{name: d, host: h, parts: [p], every: soon}|every must be a time such as",
                "{name: d, host: h, parts: [{kind: p, base: -1}]}|base must be a whole number"
            })
    void mistake_in_a_device_names_its_place(String device, String sentence) {
        assertMistake("{parts: [{from: p}], devices: [" + device + "]}", sentence);
    }

    @Test
    void register_whose_address_does_not_fit_into_a_request_is_a_mistake() {
        assertMistake(
                "{parts: [{from: p, registers: {a: {input: 65535, as: int32}}}], devices: [{name: d, host: h, parts: [p]}]}",
                "device d part p register a ends beyond 65535");
        assertMistake(
                "{parts: [{from: p, registers: {a: {coil: 1}}}], devices: [{name: d, host: h, parts: [{kind: p, base: 65535}]}]}",
                "device d part p register a ends beyond 65535");
    }

    private static void assertMistake(String text, String sentence) {
        var sheet = Sheet.of(text, "mine.yaml");
        InstallationReader.read(sheet);

        assertThatThrownBy(sheet::refuseMistakes).hasMessageContainingAll("mine.yaml", sentence);
    }
}
