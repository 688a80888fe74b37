// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.codec.CborCases.Declined;
import org.entente.codec.CborCases.Taken;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {
    private final Cbor cbor = Cbor.STRICT;

    private String refusal(byte[] document) {
        var refused = catchThrowableOfType(Refused.class, () -> cbor.read(document));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ResultCode.BAD_REQUEST);
        return refused.sentence();
    }

    /** The same byte many times. */
    private static byte[] repeated(int value, int times) {
        var bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Nested
    @Spec("TS-0004 §8.5.1")
    class Reading {
        static List<Taken> taken() {
            return CborCases.taken();
        }

        @ParameterizedTest
        @MethodSource("taken")
        void each_of_the_table_is_taken_as_the_same_json(Taken row) {
            var read = cbor.read(row.bytes());

            assertThat(read).isEqualTo(row.value());
            if (row.isWritten()) assertThat(cbor.write(read)).isEqualTo(row.bytes());
            else assertThat(cbor.read(cbor.write(read))).isEqualTo(read);
        }

        @Test
        void a_document_at_the_depth_limit_is_taken() {
            var strict = new Cbor(new Limits(1000, 5));

            assertThat(strict.read(HexFormat.of().parseHex("8181818180"))).isInstanceOf(Value.Items.class);
            assertThatThrownBy(() -> strict.read(HexFormat.of().parseHex("818181818180")))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("it nests deeper than 5 levels (byte 5)");
        }

        @Test
        void a_content_must_be_a_map() {
            assertThatThrownBy(() -> cbor.readObject(new byte[] {(byte) 0x80}))
                    .isInstanceOf(Refused.class)
                    .hasMessage("the content must be a CBOR map");
        }

        @Test
        void a_hundred_thousand_labels_are_no_trouble() {
            var labels = Value.of(Collections.nCopies(100_000, Value.of("label")));

            assertThat(cbor.read(cbor.write(labels))).isEqualTo(labels);
        }
    }

    @Nested
    @Spec("TS-0004 §8.5.1")
    class Refusing {
        static List<Declined> declined() {
            return CborCases.declined();
        }

        @ParameterizedTest
        @MethodSource("declined")
        void each_of_the_table_is_refused_with_reason_and_position(Declined row) {
            assertThat(refusal(row.bytes()))
                    .contains(row.reason())
                    .doesNotContain("Source", "REDACTED", "Exception", "\n");
        }

        @Test
        void the_tables_are_large_and_say_nothing_twice() {
            var documents = new ArrayList<String>();
            CborCases.taken().forEach(row -> documents.add(row.hex()));
            CborCases.declined().forEach(row -> documents.add(row.hex()));

            assertThat(documents).hasSizeGreaterThan(150).doesNotHaveDuplicates();
        }

        @Test
        void a_thousand_levels() {
            assertThat(refusal(repeated(0x81, 1000))).contains("deeper than 128 levels (byte 128)");
        }

        @Test
        @Spec("RFC 8949 §3.2")
        void a_thousand_levels_whose_end_is_open() {
            assertThat(refusal(repeated(0x9F, 1000))).contains("deeper than 128 levels (byte 128)");
        }

        @Test
        @Spec("RFC 8949 §3.2.3")
        void four_million_pieces_of_a_text_without_end() {
            var pieces = repeated(0x60, Limits.DEFAULT.bytes());
            pieces[0] = 0x7F;

            assertThat(refusal(pieces)).contains("it ends too early");
        }

        @Test
        void four_million_tags() {
            assertThat(refusal(repeated(0xC1, Limits.DEFAULT.bytes()))).contains("tag 1 has no JSON form (byte 0)");
        }

        @Test
        void more_bytes_than_allowed() {
            assertThat(refusal(new byte[Limits.DEFAULT.bytes() + 1])).contains("more than 4194304");
        }

        @Test
        void a_name_without_end() {
            var document = cbor.write(Value.field("n".repeat(2000), Value.of(1)));

            assertThat(refusal(document)).contains("a name is too long (byte 1)");
        }
    }

    @Nested
    @Spec("TS-0004 §8.5.1")
    class Writing {
        @Test
        void every_length_is_definite_and_as_short_as_can_be() {
            for (int length : new int[] {0, 23, 24, 255, 256, 999, 1000, 5000, 65535, 65536, 200_000}) {
                int head = length < 24 ? 1 : length < 256 ? 2 : length < 65536 ? 3 : 5;
                var text = Value.of("x".repeat(length));
                var list = Value.of(Collections.nCopies(length, Value.of(0)));

                assertThat(cbor.write(text)).hasSize(head + length);
                assertThat(cbor.write(list)).hasSize(head + length);
                assertThat(cbor.read(cbor.write(text))).isEqualTo(text);
            }
        }

        @Test
        void members_keep_their_order() {
            var members = new LinkedHashMap<String, Value>();
            members.put("z", Value.of(1));
            members.put("a", Value.Deleted.DELETED);
            members.put("ä", Value.of(true));

            assertThat(HexFormat.of().formatHex(cbor.write(new Value.Fields(members))))
                    .isEqualTo("a3617a016161f662c3a4f5");
        }

        @Test
        void long_names_and_texts_beyond_ascii_come_back() {
            var value = Value.field("n".repeat(1000), Value.of("ä€😀".repeat(40_000)));

            assertThat(cbor.read(cbor.write(value))).isEqualTo(value);
        }

        @Test
        @Spec("TS-0004 §8.5.2")
        void the_specifications_first_example_has_the_length_it_says() {
            var json = """
                    {"op":1,"to":"//example.net/mncse1234","rqi":"A1000","rcn":7,"pc":{"m2m:ae":
                    {"rn":"SmartHomeApplication","api":"Na56","apn":"app1234"}},"ty":2}""";

            assertThat(cbor.write(Json.STRICT.read(json.getBytes(UTF_8)))).hasSize(108);
        }

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void a_number_without_json_form_is_a_fault(double number) {
            assertThatThrownBy(() -> cbor.write(Value.of(number))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void equal_values_give_equal_bytes() {
            var one = new Value.Fields(Map.of("rn", Value.texts(List.of("a", "b"))));

            assertThat(cbor.write(one)).isEqualTo(cbor.write(cbor.read(cbor.write(one))));
        }
    }
}
