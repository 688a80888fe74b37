// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Optional;
import java.util.OptionalLong;
import org.entente.cse.store.Period;

/** Times from one to another, both included, as an index has them. */
record Range(long from, long to) {

    /** In microseconds. */
    static Range of(Period period) {
        return new Range(bound(period.from(), Long.MIN_VALUE), bound(period.to(), Long.MAX_VALUE));
    }

    private static long bound(Optional<String> time, long otherwise) {
        return time.map(Times::micros).orElse(OptionalLong.empty()).orElse(otherwise);
    }

    boolean contains(long time) {
        return from <= time && time <= to;
    }

    /** The spans that these times lie in. */
    Range spans() {
        return new Range(from == Long.MIN_VALUE ? from : Times.span(from), to == Long.MAX_VALUE ? to : Times.span(to));
    }
}
