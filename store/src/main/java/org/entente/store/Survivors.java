// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.List;
import java.util.Optional;
import org.entente.model.type.Resource;

/** Looks for a child that expires after a time, without a look at those that do not. */
final class Survivors {
    private static final int PIECE = 16;

    private final Database database;
    private final Rows rows;
    private final long time;

    Survivors(Database database, Rows rows, long time) {
        this.database = database;
        this.rows = rows;
        this.time = time;
    }

    /** @param at the number of an instance if it is the parent, which has no instances then */
    Optional<Resource> find(Row parent, long at) {
        var child = database.first(
                        "SELECT seq FROM resource WHERE parent = ? AND at = ? AND expires > ? LIMIT 1",
                        row -> row.getLong(1),
                        parent.seq(),
                        at,
                        time)
                .flatMap(rows::bySeq)
                .map(Row::resource);
        if (child.isPresent() || at != NO_INSTANCE) return child;
        return inOrder(parent).or(() -> odd(parent));
    }

    /** The newest of those that expire in their order is the last to. */
    private Optional<Resource> inOrder(Row parent) {
        if (parent.latest() <= time) return Optional.empty();
        long before = Long.MAX_VALUE;
        List<Rows.Numbered> piece;
        do {
            piece = rows.instances(parent, true, before, PIECE);
            for (var each : piece) {
                before = each.number();
                if (each.expires().isEmpty()) continue;
                if (each.expires().getAsLong() > time) return Optional.of(each.resource());
                if (!rows.index().isOdd(parent.seq(), before)) return Optional.empty();
            }
        } while (piece.size() == PIECE);
        return Optional.empty();
    }

    private Optional<Resource> odd(Row parent) {
        return database.first(
                        "SELECT number FROM odd WHERE parent = ? AND expires > ? AND expires < ? LIMIT 1",
                        row -> row.getLong(1),
                        parent.seq(),
                        time,
                        Row.NEVER)
                .flatMap(number -> rows.instance(parent, number))
                .map(Rows.Numbered::resource);
    }
}
