// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.geo;

import java.util.function.Predicate;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** Knows how shapes on the earth lie to each other. Answers at once, changes nothing; thread-safe. */
public interface Geography {

    /** For a CSE that compares no shapes: takes every location, and refuses to be asked. */
    Geography NONE = new Geography() {
        @Override
        public void check(Geometry shape) {}

        @Override
        public Predicate<Geometry> lying(Relation relation, Geometry reference) {
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "this CSE compares no locations");
        }
    };

    /** @throws Refused BAD_REQUEST if it is no valid shape, such as a polygon that crosses itself */
    void check(Geometry shape);

    /**
     * Whether shapes lie to a reference as a relation says; made ready once, to be asked of many.
     *
     * @throws Refused BAD_REQUEST if the reference is no valid shape
     */
    Predicate<Geometry> lying(Relation relation, Geometry reference);
}
