// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.model.Value;

/** Where a value stands in a JSON document. RFC 6901. */
record Pointer(List<String> names) {
    private static final int DEEPEST = 8;

    Pointer {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() > DEEPEST)
            throw new IllegalArgumentException("a pointer has one to " + DEEPEST + " names");
    }

    /** Such as {@code /ENERGY/Power}; empty if it is none. */
    static Optional<Pointer> of(String text) {
        if (!text.startsWith("/")) return Optional.empty();
        var names = new ArrayList<String>();
        for (var name : text.substring(1).split("/", -1))
            names.add(name.replace("~1", "/").replace("~0", "~"));
        return names.size() > DEEPEST ? Optional.empty() : Optional.of(new Pointer(names));
    }

    /** Empty where nothing is, or null. */
    Optional<Value> find(Value document) {
        var here = Optional.of(document);
        for (var name : names) here = here.flatMap(value -> member(value, name));
        return here.filter(value -> value != Value.Deleted.DELETED);
    }

    private static Optional<Value> member(Value value, String name) {
        return switch (value) {
            case Value.Fields fields -> fields.find(name);
            case Value.Items(var values) ->
                name.matches("\\d{1,6}") && Integer.parseInt(name) < values.size()
                        ? Optional.of(values.get(Integer.parseInt(name)))
                        : Optional.empty();
            case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> Optional.empty();
        };
    }

    /** The document with the value in its place. */
    Value.Fields put(Value.Fields document, Value value) {
        return put(document, value, 0);
    }

    private Value.Fields put(Value.Fields document, Value value, int depth) {
        var name = names.get(depth);
        if (depth == names.size() - 1) return document.with(name, value);
        var inner = document.find(name).orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                ? fields
                : Value.Fields.EMPTY;
        return document.with(name, put(inner, value, depth + 1));
    }
}
