// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.Optional;
import org.entente.cse.store.Selection;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;

/**
 * Gives an older file what it takes more than SQL to tell, since it is in the bodies. It is no harm if some of it is there
 * already.
 */
final class Completion {
    private final Database database;
    private final ResourceTypes types;
    private final Rows rows;
    private @Nullable Row parent; // of the last instance: mostly that of the next one too

    Completion(Database database, ResourceTypes types) {
        this.database = database;
        this.types = types;
        this.rows = new Rows(database, new Words(database), types, new Remains(database)::curtain);
    }

    void run() {
        rows.each(CseBase.TYPE.number(), base -> {
            other(base);
            try (var all = Walk.of(Selection.descendants(base), types, Walk.in(rows))) {
                all.forEach(each -> {
                    if (each.type().isInstance()) instance(each);
                    else other(each);
                });
            }
        });
    }

    private void instance(Resource resource) {
        var place = Place.of(resource);
        var known = parent;
        if (known == null || !known.resource().ri().equals(place.parent())) {
            var found = rows.byId(place.parent());
            parent = found.orElse(null);
            found.ifPresent(row -> database.run(
                    "UPDATE resource SET holds = ? WHERE seq = ?",
                    resource.type().number(),
                    row.seq()));
        }
        Optional.ofNullable(parent).ifPresent(row -> mark(resource, row.seq(), place.number()));
    }

    private void other(Resource resource) {
        rows.byId(resource.ri()).ifPresent(row -> {
            var modified = Derived.modified(resource);
            if (modified.isPresent())
                database.run("UPDATE resource SET span = ? WHERE seq = ?", Times.span(modified.getAsLong()), row.seq());
            mark(resource, row.seq(), NO_INSTANCE);
        });
    }

    private void mark(Resource resource, long seq, long number) {
        Ties.complete(database, resource, seq, number);
        Entries.complete(database, resource, seq, number);
    }
}
