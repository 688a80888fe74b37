// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.List;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.Scalar;

/** Values as headers, options and queries have them: bare text whose kind only the data type tells. */
public final class Typed {
    private Typed() {}

    /**
     * Reads one value that has no list form.
     *
     * @param where the header, option or query field, for the message
     * @throws org.entente.model.Refused BAD_REQUEST if the text is not of the type
     */
    public static Value read(String text, DataType type, String where) {
        var value =
                switch (type) {
                    case Scalar scalar -> scalar(text, scalar);
                    case DataType.Enumerated _ -> whole(text);
                    case DataType.ListOf _, DataType.Complex _ -> Value.of(text);
                };
        return type.check(value, where);
    }

    /**
     * Reads a list whose elements are separated by {@code +}; each may be percent-encoded. TS-0009 §6.2.2.2
     *
     * @throws org.entente.model.Refused BAD_REQUEST if an element is not of the type
     */
    public static void readList(String raw, DataType element, String where, List<Value> into) {
        int from = 0;
        for (int plus = raw.indexOf('+'); plus >= 0; plus = raw.indexOf('+', from)) {
            into.add(read(PercentCoding.decode(raw.substring(from, plus)), element, where));
            from = plus + 1;
        }
        into.add(read(PercentCoding.decode(raw.substring(from)), element, where));
    }

    /** The form that {@link #read} takes. */
    public static String write(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw new IllegalArgumentException("a structure has no place in a header or query field");
        };
    }

    private static Value scalar(String text, Scalar type) {
        return switch (type) {
            case BOOLEAN -> truth(text);
            case INTEGER,
                    NON_NEGATIVE,
                    POSITIVE,
                    UNSIGNED_BYTE,
                    UNSIGNED_INT,
                    EVENT_CAT,
                    EVENT_CAT_WITH_DEF,
                    OPERATION_SET -> whole(text);
            default -> Value.of(text);
        };
    }

    // [TS-0009 §6.2.2.2] 'false', 'true', '0' and '1'
    private static Value truth(String text) {
        return switch (text) {
            case "true", "1" -> Value.of(true);
            case "false", "0" -> Value.of(false);
            default -> Value.of(text);
        };
    }

    private static Value whole(String text) {
        try {
            boolean isPlain = !text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-');
            return isPlain ? Value.of(Long.parseLong(text)) : Value.of(text);
        } catch (NumberFormatException e) {
            return Value.of(text);
        }
    }
}
