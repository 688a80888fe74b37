// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.model.Value;

/**
 * What a part of a device says, and what an attribute is then.
 *
 * @param point the one from which the attribute follows
 * @param said by point, with whatever else has to be there
 * @param type the root of the resource; empty for the only one
 */
record Example(String part, String point, Map<String, Value> said, String type, String attribute, Value expected) {
    Example {
        said = Map.copyOf(said);
    }

    static Example of(String part, String point, Object said, String type, String attribute, Object expected) {
        return new Example(part, point, Map.of(point, value(said)), type, attribute, value(expected));
    }

    /** The same where the part says something else, too. */
    Example beside(Map<String, Value> rest) {
        var all = new LinkedHashMap<>(rest);
        all.putAll(said);
        return new Example(part, point, all, type, attribute, expected);
    }

    /** What is written as Java has it. */
    static Value value(Object said) {
        return switch (said) {
            case Value value -> value;
            case Integer number -> Value.of(number.longValue());
            case Double number -> Value.of(number.doubleValue());
            case Boolean truth -> Value.of(truth.booleanValue());
            default -> Value.of(said.toString());
        };
    }
}
