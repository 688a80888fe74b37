// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.Optional;
import java.util.function.Predicate;
import org.entente.cse.geo.Geography;
import org.entente.cse.geo.Geometry;
import org.entente.cse.geo.Relation;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Which resources lie where a filter asks; one without a location lies nowhere. TS-0001 §8.1.2 (geoQuery, Release 4). */
record GeoQuery(Predicate<Geometry> asked) implements Condition {

    /** @throws Refused BAD_REQUEST unless type, coordinates and relation are all there and make sense */
    static Optional<Condition> of(FilterCriteria criteria, Geography geography) {
        boolean none = criteria.find("gmty").isEmpty()
                && criteria.find("geom").isEmpty()
                && criteria.find("gsf").isEmpty();
        if (none) return Optional.empty();
        if (!(criteria.find("gmty").orElse(null) instanceof Value.Whole(var type))
                || !(criteria.find("gsf").orElse(null) instanceof Value.Whole(var relation))
                || criteria.find("geom").isEmpty())
            throw Refused.badRequest("gmty, geom and gsf belong together: a shape, and how to lie to it");
        var reference = Geometry.of(type, criteria.find("geom").orElseThrow());
        return Optional.of(new GeoQuery(geography.lying(Relation.of(relation), reference)));
    }

    @Override
    public boolean holds(Resource resource, View view) {
        if (!resource.has(Attributes.LOC)) return false;
        try {
            return Geometry.of(resource).filter(asked).isPresent();
        } catch (Refused noShape) {
            return false;
        }
    }
}
