// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.geo;

import org.entente.model.Refused;

/** How one shape may lie to another. TS-0004 §6.3.4 (m2m:geoSpatialFunctionType, Release 4). */
public enum Relation {
    /** The first lies in the second, and not on its edge alone. */
    WITHIN,
    /** The second lies in the first, and not on its edge alone. */
    CONTAINS,
    /** They have at least one point in common, be it on an edge. */
    INTERSECTS;

    /** @throws Refused BAD_REQUEST if there is none of that number */
    public static Relation of(long number) {
        return switch (Math.clamp(number, 0, 9)) {
            case 1 -> WITHIN;
            case 2 -> CONTAINS;
            case 3 -> INTERSECTS;
            default -> throw Refused.badRequest("gsf must be 1, 2 or 3").about("gsf");
        };
    }
}
