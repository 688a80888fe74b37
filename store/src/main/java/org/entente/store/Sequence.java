// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

/** What the writer remembers of the whole file. A number that a rollback wasted is not given again. */
final class Sequence {
    private long last;
    private boolean haveInstancesChildren;

    Sequence(Database database) {
        last = database.number("SELECT coalesce(max(seq), 0) FROM resource");
        haveInstancesChildren = database.first(
                        "SELECT 1 FROM resource INDEXED BY beneath WHERE at >= 0 LIMIT 1", row -> row.getInt(1))
                .isPresent();
    }

    long next() {
        return ++last;
    }

    /** False spares the deletion of an instance a look for what is below it. */
    boolean mayInstancesHaveChildren() {
        return haveInstancesChildren;
    }

    void instancesHaveChildren() {
        haveInstancesChildren = true;
    }
}
