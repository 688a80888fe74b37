// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.entente.model.type.Announced;
import org.entente.model.type.Attribute;
import org.entente.model.type.DataType;
import org.entente.model.type.Presence;
import org.entente.model.type.Scalar;

/**
 * One attribute as a type file writes it: {@code "state state M O OA boolean"}.
 *
 * <p>The data type is a simple type of TS-0004 without its prefix, {@code list of} one, or an enumeration such as
 * {@code 1 off, 2 on}.
 */
record TypeRow(Attribute attribute, Presence create, Presence update, Announced announced) {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern VALUE = Pattern.compile("(-?[0-9]{1,9})\\s+(\\S.*)");
    private static final String LIST = "list of ";
    private static final Map<String, Scalar> SCALARS =
            Arrays.stream(Scalar.values()).collect(Collectors.toMap(TypeRow::localName, Function.identity()));

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static TypeRow parse(String text) {
        var parts = SPACE.split(text.strip(), 6);
        if (parts.length < 6)
            throw new IllegalArgumentException(
                    "\"" + text + "\" must have short name, long name, create, update," + " announced and data type");
        for (var name : new String[] {parts[0], parts[1]})
            if (!NAME.matcher(name).matches()) throw new IllegalArgumentException(name + " is no attribute name");
        var attribute = new Attribute(parts[0], parts[1], type(parts[0], parts[5]));
        return new TypeRow(
                attribute,
                one(Presence.class, parts[2]),
                one(Presence.class, parts[3]),
                one(Announced.class, parts[4]));
    }

    private static <E extends Enum<E>> E one(Class<E> column, String text) {
        for (var each : column.getEnumConstants()) if (each.name().equals(text)) return each;
        throw new IllegalArgumentException(text + " must be one of " + Arrays.toString(column.getEnumConstants()));
    }

    private static DataType type(String attribute, String text) {
        if (text.startsWith(LIST))
            return new DataType.ListOf(type(attribute, text.substring(LIST.length())), 0, Integer.MAX_VALUE);
        if (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-') return enumeration(attribute, text);
        var scalar = SCALARS.get(text);
        if (scalar == null) throw new IllegalArgumentException("there is no data type " + text);
        return scalar;
    }

    private static DataType enumeration(String attribute, String text) {
        var names = new LinkedHashMap<Integer, String>();
        for (var each : text.split(",", -1)) {
            var value = VALUE.matcher(each.strip());
            if (!value.matches()) throw new IllegalArgumentException(each.strip() + " must be a number and a name");
            if (names.put(Integer.valueOf(value.group(1)), value.group(2)) != null)
                throw new IllegalArgumentException("the number " + value.group(1) + " stands twice");
        }
        return new DataType.Enumerated(attribute, names);
    }

    private static String localName(Scalar scalar) {
        return scalar.specified().substring(scalar.specified().indexOf(':') + 1);
    }
}
