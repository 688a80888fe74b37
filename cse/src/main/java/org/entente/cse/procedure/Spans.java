// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.entente.model.Value;

/**
 * Whole numbers, kept as spans without gaps: small however many they are.
 *
 * @param ends by the first number of each span, its last
 */
record Spans(NavigableMap<Long, Long> ends) {
    private static final int MOST = 1000;

    Spans {
        ends = Collections.unmodifiableNavigableMap(new TreeMap<>(ends));
    }

    static Spans of(Value value) {
        var ends = new TreeMap<Long, Long>();
        if (value instanceof Value.Items(var bounds))
            for (int i = 0; i + 1 < bounds.size(); i += 2)
                ends.put(((Value.Whole) bounds.get(i)).number(), ((Value.Whole) bounds.get(i + 1)).number());
        return new Spans(ends);
    }

    Value value() {
        var bounds = new ArrayList<Value>();
        ends.forEach((first, last) -> {
            bounds.add(Value.of(first));
            bounds.add(Value.of(last));
        });
        return Value.of(bounds);
    }

    boolean has(long number) {
        return firstGap(number) != number;
    }

    /** The first number from this one on that is in no span. */
    long firstGap(long number) {
        var span = ends.floorEntry(number);
        return span == null || span.getValue() < number ? number : span.getValue() + 1;
    }

    Spans with(long number) {
        if (has(number)) return this;
        var changed = new TreeMap<>(ends);
        var left = changed.floorEntry(number);
        var right = changed.remove(number + 1);
        changed.put(
                left != null && left.getValue() == number - 1 ? left.getKey() : number, right == null ? number : right);
        // Where somebody leaves more gaps than this, the furthest one closes: a miss fewer, but a bounded state.
        if (changed.size() > MOST) {
            var last = changed.pollLastEntry();
            changed.put(changed.lastKey(), last.getValue());
        }
        return new Spans(changed);
    }

    /** Without the numbers below this one. */
    Spans from(long number) {
        var rest = new TreeMap<>(ends.tailMap(number, true));
        if (has(number)) rest.put(number, firstGap(number) - 1);
        return new Spans(rest);
    }
}
