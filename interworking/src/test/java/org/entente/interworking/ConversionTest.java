// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private static final Conversion PLAIN = new Conversion.Plain();
    private static final Conversion SCALED = new Conversion.Scaled(0.1, -40);
    private static final Conversion NAMED = new Conversion.Named(Map.of("Cel", 1L, "F", 2L));

    /** What a device that lies says, and what the attribute should be. */
    record Lie(Conversion conversion, Value said, DataType type) {}

    static Stream<Lie> lies() {
        return Stream.of(
                new Lie(PLAIN, Value.of("hot"), Scalar.FLOAT),
                new Lie(PLAIN, Value.of(Double.NaN), Scalar.FLOAT),
                new Lie(PLAIN, Value.of(Double.POSITIVE_INFINITY), Scalar.FLOAT),
                new Lie(PLAIN, Value.of("NaN"), Scalar.FLOAT),
                new Lie(PLAIN, Value.of("12f"), Scalar.FLOAT),
                new Lie(PLAIN, Value.of("1D"), Scalar.INTEGER),
                new Lie(PLAIN, Value.of("0x1p3"), Scalar.FLOAT),
                new Lie(PLAIN, Value.of("9223372036854775808"), Scalar.INTEGER),
                new Lie(PLAIN, Value.of(1e300), Scalar.INTEGER),
                new Lie(PLAIN, Value.of(-1), Scalar.UNSIGNED_INT),
                new Lie(PLAIN, Value.of(2), Scalar.BOOLEAN),
                new Lie(PLAIN, Value.of("on"), Scalar.BOOLEAN),
                new Lie(PLAIN, Value.texts(List.of("1")), Scalar.FLOAT),
                new Lie(PLAIN, Value.Fields.EMPTY, Scalar.INTEGER),
                new Lie(PLAIN, Value.of("yesterday"), Scalar.TIMESTAMP),
                new Lie(SCALED, Value.of("x"), Scalar.FLOAT),
                new Lie(NAMED, Value.of("furlong"), Scalar.NON_NEGATIVE),
                new Lie(new Conversion.Colour(0), Value.of("red"), Scalar.INTEGER),
                new Lie(new Conversion.Colour(0), Value.of("#12345"), Scalar.INTEGER),
                new Lie(new Conversion.Item(0), Value.of(7), Scalar.INTEGER),
                new Lie(new Conversion.Item(2), Value.of(List.of(Value.of(7))), Scalar.INTEGER));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void value_that_does_not_fit_is_refused_with_its_place(Lie lie) {
        assertThatThrownBy(() -> lie.conversion().up(lie.said(), lie.type(), "3303/0/5700"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("3303/0/5700");
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740993L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
    void whole_number_that_is_said_by_a_text_keeps_all_its_digits(long number) {
        assertThat(PLAIN.up(Value.of(Long.toString(number)), Scalar.INTEGER, "9/0/1"))
                .isEqualTo(Value.of(number));
    }

    @Test
    void lists_are_the_same_whose_numbers_are_however_they_are_written() {
        var whole = Value.of(List.of(Value.of(1), Value.of(List.of(Value.of(2)))));
        var real = Value.of(List.of(Value.of(1.0), Value.of(List.of(Value.of(2.0)))));

        assertThat(Fitting.same(whole, real)).isTrue();
        assertThat(Fitting.same(whole, Value.of(List.of(Value.of(1))))).isFalse();
        assertThat(Fitting.same(whole, Value.of(List.of(Value.of(1), Value.of(List.of(Value.of(3)))))))
                .isFalse();
    }

    @Test
    void what_goes_down_comes_up_again() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 200; i++) {
            var wanted = Value.of(random.nextLong(0, 256));
            var colour = new Conversion.Colour(random.nextInt(3));
            var before = Optional.<Value>of(Value.of("#0a0b0c"));

            var written = colour.down(wanted, before, Kind.TEXT, "colour");

            assertThat(colour.up(written, Scalar.INTEGER, "colour")).isEqualTo(wanted);
        }
    }

    @Test
    void scale_is_undone_on_the_way_down() {
        assertThat(SCALED.up(Value.of(615), Scalar.FLOAT, "t")).isEqualTo(Value.of(21.5));
        assertThat(SCALED.down(Value.of(21.5), Optional.empty(), Kind.WHOLE, "t"))
                .isEqualTo(Value.of(615));
    }

    @Test
    void name_is_found_from_its_number() {
        assertThat(NAMED.down(Value.of(2), Optional.empty(), Kind.TEXT, "unit")).isEqualTo(Value.of("F"));
        assertThatThrownBy(() -> NAMED.down(Value.of(9), Optional.empty(), Kind.TEXT, "unit"))
                .hasMessageContaining("unit knows no 9");
    }
}
