// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values that many resources have alike, such as who made them and what governs them: each is held once, so that what
 * every request looks at stays close together. Safe for many threads: of two in the same place one is displaced, and
 * what is displaced is only held twice.
 */
final class Common {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST_TEXT = 64;

    private final @Nullable Value[] values = new Value[PLACES];

    /** The one that is held already, if there is an equal one. */
    Value held(Value value) {
        if (value instanceof Value.Text(var text) && text.length() > LONGEST_TEXT) return value;
        int place = value.hashCode() & (PLACES - 1);
        var known = values[place];
        if (known != null && known.equals(value)) return known;
        values[place] = value;
        return value;
    }
}
