// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.List;
import org.entente.cse.access.LocationSource.Location;
import org.entente.model.Refused;
import org.entente.model.Value;

/** Where an originator has to be. TS-0004 §6.3.5.28, TS-0003 §F.1. */
public sealed interface Region {

    boolean includes(Location location);

    /** @param radiusMetres along the surface of the earth */
    record Circle(double latitude, double longitude, double radiusMetres) implements Region {
        private static final double EARTH_RADIUS_METRES = 6_371_008.8;

        @Override
        public boolean includes(Location location) {
            double up = Math.sin(Math.toRadians(location.latitude() - latitude) / 2);
            double across = Math.sin(Math.toRadians(location.longitude() - longitude) / 2);
            double chord = up * up
                    + Math.cos(Math.toRadians(latitude))
                            * Math.cos(Math.toRadians(location.latitude()))
                            * across
                            * across;
            return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord))) <= radiusMetres;
        }
    }

    record Countries(List<String> codes) implements Region {
        public Countries {
            codes = List.copyOf(codes);
        }

        @Override
        public boolean includes(Location location) {
            return location.country()
                    .map(here -> codes.stream().anyMatch(here::equalsIgnoreCase))
                    .orElse(false);
        }
    }

    /** @throws Refused BAD_REQUEST unless it is a circle or countries */
    static Region of(Value.Fields fields) {
        var circle = fields.find("accr");
        var countries = fields.find("accc");
        if (fields.members().size() != 1 || (circle.isEmpty() && countries.isEmpty()))
            throw Refused.badRequest("aclr must have either accc or accr")
                    .about("aclr"); // [TS-0004 §6.3.5.28] a choice
        return circle.isPresent() ? circle(circle.get()) : countries(countries.get());
    }

    private static Region countries(Value value) {
        var codes = Rules.texts(value, "accc");
        if (codes.isEmpty() || codes.stream().anyMatch(code -> !code.matches("[A-Za-z]{2}")))
            throw Refused.badRequest("accc must name countries by two letters").about("accc");
        return new Countries(codes);
    }

    private static Region circle(Value value) {
        if (!(value instanceof Value.Items(var numbers)) || numbers.size() != 3)
            throw Refused.badRequest("accr must have a latitude, a longitude and a radius")
                    .about("accr");
        double latitude = number(numbers.get(0));
        double longitude = number(numbers.get(1));
        double radius = number(numbers.get(2));
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && radius >= 0))
            throw Refused.badRequest("accr is out of range: latitude ±90, longitude ±180, radius at least 0")
                    .about("accr");
        return new Circle(latitude, longitude, radius);
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Whole(var number) -> number;
            case Value.Real(var number) -> number;
            case Value.Text _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("accr must have three numbers").about("accr");
        };
    }
}
