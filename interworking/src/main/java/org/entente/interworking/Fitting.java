// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.Scalar;

/** Brings a value into the type that the other side has, and refuses what would change its meaning. */
public final class Fitting {
    /** Beyond it a double no longer tells whole numbers apart. */
    private static final double EXACT = 1L << 53;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE]+");

    private static final MathContext DIGITS = new MathContext(12);

    private Fitting() {}

    /** In the attribute's data type. TS-0004 §6.3. */
    static Value to(DataType type, Value value, String where) {
        var fitted =
                switch (type) {
                    case Scalar scalar -> scalar(scalar, value, where);
                    case DataType.Enumerated _ -> whole(value, where);
                    case DataType.ListOf _, DataType.Complex _ -> value;
                };
        return type.check(fitted, where);
    }

    private static Value scalar(Scalar scalar, Value value, String where) {
        return switch (scalar) {
            case FLOAT -> value instanceof Value.Real ? finite(value, where) : Value.of(number(value, where));
            case INTEGER, NON_NEGATIVE, POSITIVE, UNSIGNED_BYTE, UNSIGNED_INT -> whole(value, where);
            case BOOLEAN -> truth(value, where);
            case ANY -> value;
            default -> Value.of(word(value));
        };
    }

    /** In the device's type. */
    public static Value to(DeviceModel.Kind kind, Value value, String where) {
        return switch (kind) {
            case TEXT, TIME, BYTES -> Value.of(word(value));
            case WHOLE -> whole(value, where);
            case REAL -> Value.of(number(value, where));
            case TRUTH -> truth(value, where);
            case STRUCTURE -> value;
        };
    }

    public static double number(Value value, String where) {
        return switch (value) {
            case Value.Whole(var number) -> number;
            case Value.Real(var number) when Double.isFinite(number) -> number;
            case Value.Text(var text) -> parsed(text, where);
            case Value.Real _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest(where + " must be a number, not " + word(value));
        };
    }

    /** As people read it, and as codes are looked up. */
    public static String word(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Items(var values) ->
                values.stream().map(Fitting::word).toList().toString();
            case Value.Fields(var members) -> members.keySet().toString();
            case Value.Deleted _ -> "null";
        };
    }

    /** @throws Refused if there is no such number of 32 bits but infinity */
    public static float single(double number, String where) {
        float single = (float) number;
        if (Float.isInfinite(single)) throw Refused.badRequest(where + " does not fit into 32 bits: " + number);
        return single;
    }

    /** Whether two values say the same, however they are written. */
    public static boolean same(Value one, Value other) {
        if (one.equals(other)) return true;
        if (one instanceof Value.Items(var these) && other instanceof Value.Items(var those))
            return these.size() == those.size()
                    && IntStream.range(0, these.size()).allMatch(i -> same(these.get(i), those.get(i)));
        return isNumber(one) && isNumber(other) && number(one, "") == number(other, "");
    }

    /** Without the last digits, which only the arithmetic made. */
    public static double tidy(double computed) {
        return Double.isFinite(computed)
                ? new BigDecimal(computed, MathContext.DECIMAL64).round(DIGITS).doubleValue()
                : computed;
    }

    static boolean isNumber(Value value) {
        return value instanceof Value.Whole || (value instanceof Value.Real(var number) && Double.isFinite(number));
    }

    private static Value whole(Value value, String where) {
        if (value instanceof Value.Whole) return value;
        // As a double it would lose its last digits.
        if (value instanceof Value.Text(var text) && WHOLE.matcher(text.strip()).matches())
            return exact(text.strip(), where);
        double number = number(value, where);
        if (Math.abs(number) > EXACT) throw Refused.badRequest(where + " is too large: " + number);
        return Value.of(Math.round(number));
    }

    private static Value exact(String digits, String where) {
        try {
            return Value.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw Refused.badRequest(where + " is too large: " + digits);
        }
    }

    private static Value finite(Value value, String where) {
        number(value, where);
        return value;
    }

    public static boolean isTrue(Value value, String where) {
        return Value.of(true).equals(truth(value, where));
    }

    private static Value truth(Value value, String where) {
        return switch (value) {
            case Value.Bool _ -> value;
            case Value.Whole(var number) when number == 0 || number == 1 -> Value.of(number == 1);
            case Value.Text(var text) when text.equals("true") || text.equals("false") -> Value.of(text.equals("true"));
            case Value.Whole _, Value.Text _, Value.Real _, Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest(where + " must be true or false, not " + word(value));
        };
    }

    private static double parsed(String text, String where) {
        try {
            double number = Double.parseDouble(text.strip());
            // Java's own suffixes are nobody else's: 12f and 1d are words, or hexadecimal.
            if (Double.isFinite(number) && NUMBER.matcher(text.strip()).matches()) return number;
        } catch (NumberFormatException e) {
            // Falls through: the sentence below is the same for both.
        }
        throw Refused.badRequest(where + " must be a number, not \"" + text + "\"");
    }
}
