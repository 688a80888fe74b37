// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private final Json json = Json.STRICT;

    private Value read(String text) {
        return json.read(text.getBytes(UTF_8));
    }

    private String refusal(byte[] document) {
        var refused = catchThrowableOfType(Refused.class, () -> json.read(document));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        return refused.sentence();
    }

    private String refusal(String document) {
        return refusal(document.getBytes(UTF_8));
    }

    @Nested
    @Spec("TS-0004 §8.4.2")
    class Reading {
        @Test
        void every_kind_of_value_keeps_its_kind() {
            var value = read("{\"t\":\"ä€😀\",\"w\":-7,\"r\":1.5,\"b\":true,\"f\":false,\"l\":[1,\"2\",[]],\"o\":{}}");

            var members = ((Value.Fields) value).members();
            assertThat(members.keySet()).containsExactly("t", "w", "r", "b", "f", "l", "o");
            assertThat(members.get("t")).isEqualTo(Value.of("ä€😀"));
            assertThat(members.get("w")).isEqualTo(Value.of(-7));
            assertThat(members.get("r")).isEqualTo(Value.of(1.5));
            assertThat(members.get("b")).isEqualTo(Value.of(true));
            assertThat(members.get("f")).isEqualTo(Value.of(false));
            assertThat(members.get("l"))
                    .isEqualTo(Value.of(List.of(Value.of(1), Value.of("2"), Value.of(List.<Value>of()))));
            assertThat(members.get("o")).isEqualTo(Value.Fields.EMPTY);
        }

        @Test
        void null_means_to_delete() {
            assertThat(read("{\"lbl\":null}")).isEqualTo(Value.field("lbl", Value.Deleted.DELETED));
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
        void whole_numbers_of_64_bits_are_exact(long number) {
            assertThat(read(Long.toString(number))).isEqualTo(Value.of(number));
        }

        @Test
        void a_number_with_a_fraction_stays_real() {
            assertThat(read("1.0")).isEqualTo(Value.of(1.0));
        }

        @Test
        void escapes_are_resolved() {
            assertThat(read("\"a\\n\\u00e4\\ud83d\\ude00\\/\"")).isEqualTo(Value.of("a\nä😀/"));
        }

        @Test
        void a_document_at_the_depth_limit_is_taken() {
            var strict = new Json(new Limits(1000, 5));

            assertThat(strict.read("[[[[[]]]]]".getBytes(UTF_8))).isInstanceOf(Value.Items.class);
            assertThatThrownBy(() -> strict.read("[[[[[[]]]]]]".getBytes(UTF_8)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("deeper than 5 levels");
        }

        @Test
        void a_content_must_be_an_object() {
            assertThatThrownBy(() -> json.readObject("[1]".getBytes(UTF_8)))
                    .isInstanceOf(Refused.class)
                    .hasMessage("the content must be a JSON object");
        }
    }

    @Nested
    @Spec("TS-0004 §8.4.2")
    class Refusing {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '`',
                value = {
                    "``~the content is empty",
                    "`  `~the content is empty",
                    "{~it ends too early",
                    "{\"a\":1~it ends too early",
                    "{\"a\":\"b~it ends too early",
                    "{\"a\":1,\"a\":2}~the name \"a\" stands twice (line 1, column 8)",
                    "{\"x\":{\"a\":1,\"b\":2,\"\\u0061\":2}}~the name \"a\" stands twice",
                    "{\"a\":1} {~more follows the value",
                    "1 2~more follows the value",
                    "{\"a\":1}]~unexpected close marker",
                    "{a:1}~unexpected character",
                    "{'a':1}~unexpected character",
                    "{\"a\":1,}~unexpected character",
                    "[1,]~unexpected character",
                    "[,1]~unexpected character",
                    "{\"a\" 1}~unexpected character",
                    "[1}~unexpected close marker",
                    "NaN~(line 1",
                    "Infinity~(line 1",
                    "-Infinity~(line 1",
                    "[tru]~unrecognized token",
                    "[True]~unrecognized token",
                    "01~invalid numeric value",
                    "+1~(line 1",
                    ".5~unexpected character",
                    "1.~(line 1",
                    "0x10~(line 1",
                    "--1~(line 1",
                    "9223372036854775808~a whole number exceeds 64 bits",
                    "-9223372036854775809~a whole number exceeds 64 bits",
                    "1e400~a number exceeds the range of a double",
                    "[1] // comment~(line 1",
                    "/* c */ 1~(line 1",
                    "\"\\x41\"~unrecognized character escape",
                    "\"\\u12\"~(line 1",
                    "\"\\u0000\"~U+0000",
                    "\"\\ud800\"~half of a surrogate pair",
                    "\"\\udc00\\ud800\"~half of a surrogate pair",
                    "{\"\\ud800\":1}~surrogate pair in property name",
                    "\"a\tb\"~illegal unquoted character",
                    "`\"a\nb\"`~illegal unquoted character"
                })
        void what_is_not_json_with_reason_and_position(String document, String reason) {
            assertThat(refusal(document == null ? "" : document))
                    .contains(reason)
                    .doesNotContain("Source", "REDACTED", "\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "22ff22", // no UTF-8 byte
                    "22c022", // cut short
                    "22c0af22", // overlong slash
                    "22e080af22", // overlong in three bytes
                    "22eda08022", // half of a surrogate pair
                    "22f490808022", // beyond U+10FFFF
                    "2280", // continuation alone
                    "22e282", // ends in the middle
                    "5b0031005d00", // UTF-16
                    "005b0031005d", // UTF-16, the other way round
                    "fffe5b003100", // UTF-16 with its mark
                    "0000005b", // UTF-32
                    "22c3a40022" // a zero byte behind what is not ASCII
                })
        void what_is_not_utf8(String hex) {
            assertThat(refusal(HexFormat.of().parseHex(hex))).startsWith("the content is not UTF-8 text");
        }

        @Test
        void a_thousand_levels() {
            assertThat(refusal("[".repeat(1000) + "]".repeat(1000))).contains("deeper than 128 levels");
            assertThat(refusal("{\"a\":".repeat(1000) + "1" + "}".repeat(1000))).contains("deeper than 128 levels");
        }

        @Test
        void more_bytes_than_allowed() {
            assertThat(refusal(new byte[Limits.DEFAULT.bytes() + 1])).contains("more than 4194304");
        }

        @Test
        void numbers_and_names_without_end() {
            assertThat(refusal("1".repeat(1000))).contains("a number has too many digits");
            assertThat(refusal("{\"" + "n".repeat(2000) + "\":1}")).contains("a name is too long");
        }

        @Test
        void a_hundred_thousand_labels_are_no_trouble() {
            var many = "[" + "\"label\",".repeat(99_999) + "\"label\"]";

            assertThat(((Value.Items) read(many)).values()).hasSize(100_000);
        }
    }

    @Nested
    class Writing {
        @Test
        void is_compact_utf8_in_order() {
            var members = new LinkedHashMap<String, Value>();
            members.put("rn", Value.of("ä\"\\\n\u0001😀"));
            members.put("st", Value.of(-3));
            members.put("x", Value.of(0.25));
            members.put("gone", Value.Deleted.DELETED);
            members.put("lbl", Value.texts(List.of("a", "b")));
            members.put("e", Value.of(List.<Value>of()));
            members.put("t", Value.of(true));

            var text =
                    new String(json.write(Value.field("m2m:cnt", new Value.Fields(members))), StandardCharsets.UTF_8);

            assertThat(text)
                    .isEqualTo("{\"m2m:cnt\":{\"rn\":\"ä\\\"\\\\\\n\\u0001😀\",\"st\":-3,\"x\":0.25,\"gone\":null,"
                            + "\"lbl\":[\"a\",\"b\"],\"e\":[],\"t\":true}}");
        }

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void a_number_without_json_form_is_a_fault(double number) {
            assertThatThrownBy(() -> json.write(Value.of(number))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void what_is_written_reads_back_the_same() {
            long seed = new Random().nextLong();
            var random = new Random(seed);
            for (int i = 0; i < 300; i++) {
                var value = any(random, 4);
                assertThat(json.read(json.write(value))).as("seed %d", seed).isEqualTo(value);
            }
        }

        @Test
        void what_is_shown_often_is_written_once() {
            var shown = Value.shownOften("m2m:cnt", Value.field("rn", Value.of("box")));

            var first = json.write(shown);

            assertThat(first).isEqualTo(json.write(Value.field("m2m:cnt", Value.field("rn", Value.of("box")))));
            assertThat(json.write(shown)).isSameAs(first);
        }

        @Test
        void what_is_shown_often_stands_in_a_primitive_as_it_was_written() {
            var plain = Value.field("m2m:cnt", Value.field("rn", Value.of("ä box")));
            var shown = Value.shownOften("m2m:cnt", Value.field("rn", Value.of("ä box")));
            var primitive = Value.field("rsc", Value.of(2000)).with("pc", plain).with("rqi", Value.of("r"));

            for (int i = 0; i < 2; i++) // the second time from what is kept
            assertThat(json.write(primitive.with("pc", shown))).isEqualTo(json.write(primitive));
            assertThat(json.write(Value.of(List.of(shown, shown))))
                    .isEqualTo(json.write(Value.of(List.of(plain, plain))));
            assertThat(json.write(shown)).isSameAs(json.write(shown)).isEqualTo(json.write(plain));
        }

        @Test
        void what_is_made_of_it_is_written_anew() {
            var shown = Value.shownOften("m2m:cnt", Value.field("rn", Value.of("box")));
            json.write(shown);

            var changed = shown.mapped((_, value) -> ((Value.Fields) value).with("st", Value.of(1)));

            assertThat(json.read(json.write(changed))).isEqualTo(changed).isNotEqualTo(shown);
        }

        @Test
        void bytes_of_something_large_are_not_kept() {
            var shown = Value.shownOften("m2m:cin", Value.field("con", Value.of("x".repeat(10_000))));

            assertThat(json.write(shown)).isEqualTo(json.write(shown)).isNotSameAs(json.write(shown));
        }

        private Value any(Random random, int depth) {
            return switch (random.nextInt(depth > 0 ? 7 : 5)) {
                case 0 -> Value.of(text(random));
                case 1 -> Value.of(random.nextLong());
                case 2 -> Value.of(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
                case 3 -> Value.of(random.nextBoolean());
                case 4 -> Value.Deleted.DELETED;
                case 5 -> {
                    var values = new ArrayList<Value>();
                    for (int i = random.nextInt(5); i > 0; i--) values.add(any(random, depth - 1));
                    yield Value.of(values);
                }
                default -> {
                    var members = new LinkedHashMap<String, Value>();
                    for (int i = random.nextInt(5); i > 0; i--) members.put(text(random), any(random, depth - 1));
                    yield new Value.Fields(members);
                }
            };
        }

        private String text(Random random) {
            var points = random.ints(random.nextInt(20), 1, 0x11000).filter(p -> p < 0xD800 || p > 0xDFFF);
            return points.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
