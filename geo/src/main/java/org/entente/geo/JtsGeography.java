// SPDX-License-Identifier: Apache-2.0
package org.entente.geo;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.cse.geo.Geography;
import org.entente.cse.geo.Geometry;
import org.entente.cse.geo.Position;
import org.entente.cse.geo.Relation;
import org.entente.model.Refused;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Compares shapes in the plane of degrees, as GeoJSON understands its lines and edges. RFC 7946 §3.1.1. A shape across
 * the 180th meridian has to come cut in two, as §3.1.9 there asks. Immutable.
 */
public final class JtsGeography implements Geography {
    private static final int WGS_84 = 4326;

    private final GeometryFactory factory = new GeometryFactory(new PrecisionModel(), WGS_84);

    @Override
    public void check(Geometry shape) {
        valid(shape);
    }

    @Override
    public Predicate<Geometry> lying(Relation relation, Geometry reference) {
        var prepared = PreparedGeometryFactory.prepare(valid(reference));
        return switch (relation) {
            case WITHIN -> shape -> prepared.contains(made(shape));
            case CONTAINS -> shape -> prepared.within(made(shape));
            case INTERSECTS -> shape -> prepared.intersects(made(shape));
        };
    }

    private org.locationtech.jts.geom.Geometry valid(Geometry shape) {
        var made = made(shape);
        var flaw = new IsValidOp(made).getValidationError();
        if (flaw != null) throw Refused.badRequest("this is no valid " + shape.kind() + ": " + flaw.getMessage());
        return made;
    }

    private org.locationtech.jts.geom.Geometry made(Geometry shape) {
        var parts = shape.parts();
        return switch (shape.kind()) {
            case POINT -> point(parts.getFirst());
            case LINE_STRING -> line(parts.getFirst());
            case POLYGON -> polygon(parts.getFirst());
            case MULTI_POINT -> factory.createMultiPoint(all(parts, this::point).toArray(Point[]::new));
            case MULTI_LINE_STRING ->
                factory.createMultiLineString(all(parts, this::line).toArray(LineString[]::new));
            case MULTI_POLYGON ->
                factory.createMultiPolygon(all(parts, this::polygon).toArray(Polygon[]::new));
        };
    }

    private static <T> List<T> all(List<List<List<Position>>> parts, Function<List<List<Position>>, T> make) {
        return parts.stream().map(make).toList();
    }

    private Point point(List<List<Position>> part) {
        return factory.createPoint(coordinates(part.getFirst())[0]);
    }

    private LineString line(List<List<Position>> part) {
        return factory.createLineString(coordinates(part.getFirst()));
    }

    private Polygon polygon(List<List<Position>> rings) {
        var holes = rings.stream().skip(1).map(this::ring).toArray(LinearRing[]::new);
        return factory.createPolygon(ring(rings.getFirst()), holes);
    }

    private LinearRing ring(List<Position> positions) {
        return factory.createLinearRing(coordinates(positions));
    }

    private static Coordinate[] coordinates(List<Position> positions) {
        return positions.stream()
                .map(each -> new Coordinate(each.longitude(), each.latitude()))
                .toArray(Coordinate[]::new);
    }
}
