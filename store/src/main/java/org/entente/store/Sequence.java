// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

/** What the writer remembers of the whole file. A number that a rollback wasted is not given again. */
final class Sequence {
    private long last;
    private boolean haveInstancesChildren;
    private boolean areSomeOdd;

    Sequence(Database database) {
        // What waits for its removal must not become somebody else's.
        last = Math.max(
                database.number("SELECT coalesce(max(seq), 0) FROM resource"),
                database.number("SELECT coalesce(max(bound), 0) FROM remains"));
        areSomeOdd = database.number("SELECT EXISTS(SELECT 1 FROM odd)") == 1;
        haveInstancesChildren = database.first(
                        "SELECT 1 FROM resource INDEXED BY beneath WHERE at >= 0 LIMIT 1", row -> row.getInt(1))
                .isPresent();
    }

    long next() {
        return ++last;
    }

    /** The last that was given. */
    long last() {
        return last;
    }

    /** Whether an instance may expire before one that is older; false spares a look for it. */
    boolean mayBeOdd() {
        return areSomeOdd;
    }

    void someAreOdd() {
        areSomeOdd = true;
    }

    /** False spares the deletion of an instance a look for what is below it. */
    boolean mayInstancesHaveChildren() {
        return haveInstancesChildren;
    }

    void instancesHaveChildren() {
        haveInstancesChildren = true;
    }
}
