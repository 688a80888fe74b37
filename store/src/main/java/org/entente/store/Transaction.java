// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import org.jspecify.annotations.Nullable;

/** The writer's transaction: it begins with the first statement that writes. The writer's thread alone. */
final class Transaction {
    private final Database database;
    private boolean isBegun;

    Transaction(Database database) {
        this.database = database;
    }

    void begin() {
        if (isBegun) return;
        database.run("BEGIN IMMEDIATE");
        isBegun = true;
    }

    /** @return how many rows changed */
    int run(String sql, @Nullable Object... arguments) {
        begin();
        return database.run(sql, arguments);
    }

    /** Makes all of it last. */
    void commit() {
        if (isBegun) database.run("COMMIT");
        isBegun = false;
    }

    void rollback() {
        if (!isBegun) return;
        isBegun = false;
        try {
            database.run("ROLLBACK");
        } catch (RuntimeException rolledBackAlready) {
            // The database ends a transaction by itself when the disk fails it.
        }
    }
}
