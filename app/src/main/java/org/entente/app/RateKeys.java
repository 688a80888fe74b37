// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.whole;

import java.util.List;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Rates;

/** How fast one may send, over whichever binding. */
final class RateKeys {
    static final Key<Integer> PER_SECOND = whole(
            "limits.requests-per-second",
            0,
            0,
            1_000_000,
            "How many requests a second one originator may send over all bindings together, so many at once too;"
                    + " 0 for as many as there are places.");

    static final List<Key<?>> ALL = List.of(PER_SECOND);

    private RateKeys() {}

    static Overload overload(Configuration config) {
        return new Overload(new Rates(config.value(PER_SECOND), System::nanoTime));
    }
}
