// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.geo;

import java.util.List;
import java.util.function.Function;
import org.entente.cse.content.Json;
import org.entente.model.Refused;
import org.entente.model.Value;

/** Reads nested lists of numbers as what a kind of geometry makes of them. RFC 7946 §3.1. Belongs to one thread. */
final class Coordinates {
    private static final int LONGEST_TEXT = 400_000;
    private static final int SHORTEST_LINE = 2;
    private static final int SHORTEST_RING = 4; // [RFC 7946 §3.1.6] the last closes it

    private final Geometry.Kind kind;
    private int positions;

    Coordinates(Geometry.Kind kind) {
        this.kind = kind;
    }

    /** @throws Refused BAD_REQUEST */
    Geometry read(Value coordinates) {
        var nested = coordinates instanceof Value.Text(var text) ? parsed(text) : coordinates;
        return new Geometry(
                kind,
                switch (kind) {
                    case POINT -> List.of(List.of(List.of(position(nested))));
                    case LINE_STRING -> List.of(List.of(line(nested)));
                    case POLYGON -> List.of(polygon(nested));
                    case MULTI_POINT -> each(nested, point -> List.of(List.of(position(point))));
                    case MULTI_LINE_STRING -> each(nested, line -> List.of(line(line)));
                    case MULTI_POLYGON -> each(nested, this::polygon);
                });
    }

    private static Value parsed(String text) {
        if (text.length() > LONGEST_TEXT) throw tooMany();
        return Json.parse(text).orElseThrow(() -> Refused.badRequest("coordinates are nested lists of numbers"));
    }

    private List<List<Position>> polygon(Value nested) {
        return each(nested, ring -> {
            var closed = line(ring);
            if (closed.size() < SHORTEST_RING || !closed.getFirst().equals(closed.getLast()))
                throw Refused.badRequest("a ring of a polygon has at least four positions, the last is the first");
            return closed;
        });
    }

    private List<Position> line(Value nested) {
        var line = each(nested, this::position);
        if (line.size() < SHORTEST_LINE) throw Refused.badRequest("a line has at least two positions");
        return line;
    }

    /** A third number is a height, which no relation here looks at. */
    private Position position(Value nested) {
        if (++positions > Geometry.MOST_POSITIONS) throw tooMany();
        if (!(nested instanceof Value.Items(var numbers)) || numbers.size() < 2 || numbers.size() > 3) throw notThis();
        return new Position(number(numbers.get(0)), number(numbers.get(1)));
    }

    private <T> List<T> each(Value nested, Function<Value, T> read) {
        if (!(nested instanceof Value.Items(var values)) || values.isEmpty()) throw notThis();
        return values.stream().map(read).toList();
    }

    private double number(Value value) {
        return switch (value) {
            case Value.Whole(var number) -> number;
            case Value.Real(var number) -> number;
            case Value.Text _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ -> throw notThis();
        };
    }

    private Refused notThis() {
        return Refused.badRequest("these are not the coordinates of a " + kind + " in GeoJSON");
    }

    private static Refused tooMany() {
        return Refused.badRequest("a geometry has at most " + Geometry.MOST_POSITIONS + " positions");
    }
}
