// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import org.entente.cse.store.Selection;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

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

    /** Fills the table from a file that did not have it. */
    static void complete(Database database, ResourceTypes types) {
        var rows = new Rows(database, new Words(database), types, new Remains(database)::curtain);
        rows.each(CseBase.TYPE.number(), base -> {
            try (var all = Walk.of(Selection.descendants(base), types, Walk.in(rows))) {
                all.filter(Selection::isTied).forEach(each -> insert(database, rows, each));
            }
        });
    }

    private static void insert(Database database, Rows rows, Resource resource) {
        var place = resource.type().isInstance() ? Place.of(resource) : new Place(resource.ri(), NO_INSTANCE);
        rows.byId(place.parent()).ifPresent(row -> database.run(INSERT, resource.path(), row.seq(), place.number()));
    }
}
