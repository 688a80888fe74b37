// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import java.time.Duration;

/**
 * How much of a descriptor is looked at before it is refused: it may come from anybody.
 *
 * @param bytes of the document, decoded
 * @param depth of elements, objects, lists or blank nodes in each other
 * @param iriLength in characters, of a resolved IRI
 * @param expansion characters that the contexts of a JSON-LD document may add to it
 * @param time to read one document
 * @param patience to wait until documents before this one are read
 */
public record CheckLimits(int bytes, int depth, int iriLength, long expansion, Duration time, Duration patience) {
    public static final CheckLimits DEFAULTS =
            new CheckLimits(256 * 1024, 64, 2048, 32L * 1024 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(10));

    CheckLimits withBytes(int most) {
        return new CheckLimits(most, depth, iriLength, expansion, time, patience);
    }

    CheckLimits withTime(Duration most) {
        return new CheckLimits(bytes, depth, iriLength, expansion, most, patience);
    }
}
