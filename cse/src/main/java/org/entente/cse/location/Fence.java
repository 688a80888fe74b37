// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.location;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.content.Json;
import org.entente.cse.geo.Geography;
import org.entente.cse.geo.Geometry;
import org.entente.cse.geo.Position;
import org.entente.cse.geo.Relation;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * An area, and which way of crossing its border is told. TS-0001 §9.6.10 (geographicalTargetArea, geofenceEventCriteria).
 *
 * @param event an m2m:geofenceEventCriteria
 */
record Fence(Geometry area, long event) {
    private static final int ENTERING = 1;
    private static final int LEAVING = 2;
    private static final int INSIDE = 3;
    private static final int OUTSIDE = 4;

    /** @throws Refused BAD_REQUEST if the policy wants geofence events and does not say which, or its area is none */
    static Fence of(Resource policy, Geography geography) {
        if (!policy.has(Attributes.GEC) || !policy.has(Attributes.GTA))
            throw Refused.badRequest("geofence events (lit 2) need an area (gta) and which events (gec)");
        var area = area(policy.value(Attributes.GTA).orElseThrow());
        geography.check(area);
        return new Fence(area, policy.whole(Attributes.GEC, 0));
    }

    /** The corners of a polygon, with or without the first one again at the end; or a polygon as a location has it. */
    static Geometry area(Value given) {
        var told = given instanceof Value.Text(var text) ? Json.parse(text).orElse(given) : given;
        if (told instanceof Value.Items(var corners)) return Geometry.of(3, Value.of(List.of(closed(corners))));
        var shape = Geometry.of(told);
        return switch (shape.kind()) {
            case POLYGON, MULTI_POLYGON -> shape;
            case POINT, LINE_STRING, MULTI_POINT, MULTI_LINE_STRING ->
                throw Refused.badRequest("gta is an area, and a " + shape.kind() + " has none");
        };
    }

    private static Value closed(List<Value> corners) {
        if (corners.isEmpty() || corners.getFirst().equals(corners.getLast())) return Value.of(corners);
        var ring = new ArrayList<>(corners);
        ring.add(corners.getFirst());
        return Value.of(ring);
    }

    /** The border belongs to the area. */
    boolean includes(Position position, Geography geography) {
        return geography.lying(Relation.INTERSECTS, area).test(Geometry.at(position));
    }

    /** @param before where it was, if anybody knows: nothing has happened at the first position */
    boolean tells(Optional<Boolean> before, boolean now) {
        if (before.isEmpty()) return false;
        boolean then = before.get();
        return switch ((int) event) {
            case ENTERING -> !then && now;
            case LEAVING -> then && !now;
            case INSIDE -> then && now;
            case OUTSIDE -> !then && !now;
            default -> false;
        };
    }
}
