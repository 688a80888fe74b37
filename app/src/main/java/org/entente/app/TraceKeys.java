// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.duration;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.entente.app.trace.Recorder;
import org.entente.app.watch.SlowRequests;

/** Which primitives are kept for those who want to see them, and which are named in the log. */
final class TraceKeys {
    static final Key<Integer> PRIMITIVES = whole(
            "trace.primitives",
            0,
            0,
            10_000,
            "How many of the last primitives the recorder keeps, without their values; 0 records nothing.");

    static final Key<Duration> SLOW = duration(
            "trace.slow-requests",
            Duration.ofSeconds(1),
            "From when on the log names a request that took long, and what it waited for; 0s names none.");

    static final List<Key<?>> ALL = List.of(PRIMITIVES, SLOW);

    private TraceKeys() {}

    static SlowRequests slowRequests(Configuration config) {
        return new SlowRequests(config.value(SLOW), System::nanoTime);
    }

    static Recorder recorder(Configuration config) {
        return new Recorder(config.value(PRIMITIVES), config.value(Keys.CSE_ID), InstantSource.system());
    }
}
