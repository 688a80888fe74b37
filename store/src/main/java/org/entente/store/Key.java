// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.Comparator;

/**
 * A place in an index, and the resource that it names: by its {@code seq}, or by that of its parent and its number.
 *
 * @param time as the index has it; 0 in those that go by the order of creation
 */
record Key(long time, long seq, long number) implements Comparable<Key> {
    static final Key BEFORE_ALL = new Key(Long.MIN_VALUE, NO_INSTANCE, NO_INSTANCE);

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::time).thenComparingLong(Key::seq).thenComparingLong(Key::number);

    /** The same resource, whichever index names it. */
    Key place() {
        return new Key(0, seq, number);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
