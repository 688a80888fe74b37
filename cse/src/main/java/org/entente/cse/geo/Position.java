// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.geo;

import org.entente.model.Refused;

/**
 * A place on the earth in WGS 84. RFC 7946 §3.1.1, §4.
 *
 * @param longitude in degrees, east positive
 * @param latitude in degrees, north positive
 */
public record Position(double longitude, double latitude) {

    /** @throws Refused BAD_REQUEST if it is not on the earth; what is no number is nowhere */
    public Position {
        if (!(Math.abs(longitude) <= 180)) throw Refused.badRequest("a longitude is between -180 and 180 degrees");
        if (!(Math.abs(latitude) <= 90)) throw Refused.badRequest("a latitude is between -90 and 90 degrees");
    }
}
