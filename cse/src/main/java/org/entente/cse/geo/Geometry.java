// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.geo;

import java.util.List;
import java.util.Optional;
import org.entente.cse.content.Json;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * A shape on the earth, as GeoJSON has them. RFC 7946 §3.1, TS-0004 §6.3.5 (m2m:geoCoordinates, Release 4).
 *
 * @param parts the polygons of the shape, each a list of rings; a line is one ring, a point a ring of one position
 */
public record Geometry(Kind kind, List<List<List<Position>>> parts) {
    /** Each is looked at for every resource that a filter meets. */
    static final int MOST_POSITIONS = 10_000;

    /** m2m:geometryType, in the order of its numbers. */
    public enum Kind {
        POINT,
        LINE_STRING,
        POLYGON,
        MULTI_POINT,
        MULTI_LINE_STRING,
        MULTI_POLYGON
    }

    public Geometry {
        parts = parts.stream()
                .map(part -> part.stream().map(List::copyOf).toList())
                .toList();
    }

    public static Geometry at(Position position) {
        return new Geometry(Kind.POINT, List.of(List.of(List.of(position))));
    }

    public static Geometry polygon(List<Position> ring) {
        return new Geometry(Kind.POLYGON, List.of(List.of(ring)));
    }

    /**
     * @param type an m2m:geometryType
     * @param coordinates nested as GeoJSON has them for this type, or the text of that
     * @throws Refused BAD_REQUEST if they do not fit each other, or are too many
     */
    public static Geometry of(long type, Value coordinates) {
        if (type < 1 || type > Kind.values().length) throw Refused.badRequest("a geometry type is between 1 and 6");
        var kind = Kind.values()[(int) type - 1];
        return new Coordinates(kind).read(coordinates);
    }

    /** The location of a resource, if it has one. TS-0001 §9.6.1.3.2 (location) */
    public static Optional<Geometry> of(Resource resource) {
        return resource.value(Attributes.LOC)
                .filter(Value.Fields.class::isInstance)
                .map(Geometry::of);
    }

    /** @throws Refused BAD_REQUEST unless it is an m2m:geoCoordinates that makes sense */
    public static Geometry of(Value location) {
        if (location instanceof Value.Fields fields
                && fields.find("typ").orElse(null) instanceof Value.Whole(var type)
                && fields.find("crd").isPresent())
            return of(type, fields.find("crd").orElseThrow());
        throw Refused.badRequest("a location has a geometry type (typ) and coordinates (crd)");
    }

    /** Where something is, as content tells it: an m2m:geoCoordinates, a GeoJSON point, or a bare pair of numbers. */
    public static Optional<Position> position(Value content) {
        var told = content instanceof Value.Text(var text) ? Json.parse(text).orElse(content) : content;
        try {
            return switch (told) {
                case Value.Items pair -> Optional.of(of(1, pair).first());
                case Value.Fields fields
                when fields.text("type").filter("Point"::equals).isPresent() ->
                    fields.find("coordinates").map(pair -> of(1, pair).first());
                case Value.Fields fields ->
                    Optional.of(of(fields)).filter(Geometry::isPoint).map(Geometry::first);
                case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> Optional.empty();
            };
        } catch (Refused noPosition) {
            return Optional.empty();
        }
    }

    public boolean isPoint() {
        return kind == Kind.POINT;
    }

    public Position first() {
        return parts.getFirst().getFirst().getFirst();
    }
}
