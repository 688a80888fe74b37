// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.whole;

import java.time.InstantSource;
import java.util.List;
import org.entente.app.trace.Recorder;

/** How many primitives are kept for those who want to see them. */
final class TraceKeys {
    static final Key<Integer> PRIMITIVES = whole(
            "trace.primitives",
            0,
            0,
            10_000,
            "How many of the last primitives the recorder keeps, without their values; 0 records nothing.");

    static final List<Key<?>> ALL = List.of(PRIMITIVES);

    private TraceKeys() {}

    static Recorder recorder(Configuration config) {
        return new Recorder(config.value(PRIMITIVES), config.value(Keys.CSE_ID), InstantSource.system());
    }
}
