// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import org.entente.cse.store.Selection;
import org.entente.model.type.Resource;

/** Keeps the table of those whose deletion concerns others, by path: so they are found below what goes. The writer's thread alone. */
final class Ties {
    private static final String INSERT = "INSERT OR REPLACE INTO tied(path, seq, number) VALUES (?, ?, ?)";

    private final Transaction transaction;

    Ties(Transaction transaction) {
        this.transaction = transaction;
    }

    /** @param number of an instance, whose parent has the {@code seq} */
    void created(Resource resource, long seq, long number) {
        if (Selection.isTied(resource)) transaction.run(INSERT, resource.path(), seq, number);
    }

    void updated(Resource before, Resource after, long seq) {
        if (Selection.isTied(before) == Selection.isTied(after)) return;
        deleted(before);
        created(after, seq, NO_INSTANCE);
    }

    void deleted(Resource resource) {
        if (Selection.isTied(resource)) transaction.run("DELETE FROM tied WHERE path = ?", resource.path());
    }

    /** Of a resource in a file that did not have the table. */
    static void complete(Database database, Resource resource, long seq, long number) {
        if (Selection.isTied(resource)) database.run(INSERT, resource.path(), seq, number);
    }
}
