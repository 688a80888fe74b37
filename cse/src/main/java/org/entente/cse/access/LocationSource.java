// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.Optional;

/** Knows where originators are, for rules that ask for a region. TS-0003 §7.1.2 (rq_loc). */
@FunctionalInterface
public interface LocationSource {
    /** Knows of nobody: every rule that asks for a region denies. */
    LocationSource NONE = originator -> Optional.empty();

    /** Must answer at once, from what it already knows; a decision waits for it. */
    Optional<Location> locate(String originator);

    /**
     * @param latitude in degrees, north positive
     * @param longitude in degrees, east positive
     * @param country two letters of ISO 3166-1, empty if unknown
     */
    record Location(double latitude, double longitude, Optional<String> country) {}
}
