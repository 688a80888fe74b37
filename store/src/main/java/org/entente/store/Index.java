// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the indices have behind a place in them, without a look at the resources. Belongs to one thread at a time. */
final class Index {
    private static final int PIECE = 64;

    private final Database database;

    Index(Database database) {
        this.database = database;
    }

    List<Key> labelled(String label, Key after, int limit) {
        return database.list(
                "SELECT seq, number FROM label WHERE label = ? AND (seq, number) > (?, ?)"
                        + " ORDER BY seq, number LIMIT ?",
                Index::place,
                label,
                after.seq(),
                after.number(),
                limit);
    }

    List<Key> typed(int type, Key after, int limit) {
        return database.list(
                "SELECT seq FROM resource WHERE type = ? AND seq > ? ORDER BY seq LIMIT ?",
                row -> new Key(0, row.getLong(1), NO_INSTANCE),
                type,
                after.seq(),
                limit);
    }

    /** Instances of a type, parent by parent. */
    List<Key> instances(int type, Key after, int limit) {
        var page = new ArrayList<>(database.list(
                "SELECT parent, number FROM instance WHERE parent = ? AND number > ? ORDER BY number LIMIT ?",
                Index::place,
                after.seq(),
                after.number(),
                limit));
        if (page.size() < limit)
            page.addAll(database.list(
                    "SELECT seq, number FROM resource CROSS JOIN instance ON instance.parent = seq"
                            + " WHERE holds = ? AND seq > ? ORDER BY seq, number LIMIT ?",
                    Index::place,
                    type,
                    after.seq(),
                    limit - page.size()));
        return page;
    }

    /** Those below a path whose deletion concerns others. */
    List<Key> tied(String path) {
        return database.list(
                "SELECT seq, number FROM tied WHERE path > ? AND path < ? ORDER BY seq, number",
                Index::place,
                path + '/',
                path + Removal.AFTER_SLASH);
    }

    List<Key> created(Range when, Key after, int limit) {
        return timed("created", when, after, limit);
    }

    /** By the span of the time when they were modified. */
    List<Key> modified(Range spans, Key after, int limit) {
        return timed("span", spans, after, limit);
    }

    List<Key> expiring(Range when, Key after, int limit) {
        return timed("expires", when, after, limit);
    }

    /** In two questions: of a place among equal times SQLite would look at all that come before it. */
    private List<Key> timed(String column, Range when, Key after, int limit) {
        long from = Math.max(when.from(), after.time());
        var select = "SELECT %1$s, seq FROM resource WHERE %1$s ".formatted(column);
        var page = new ArrayList<>(database.list(
                select + "= ? AND seq > ? ORDER BY seq LIMIT ?", Index::moment, from, after.seq(), limit));
        if (page.size() < limit)
            page.addAll(database.list(
                    select + "> ? AND %1$s <= ? ORDER BY %1$s, seq LIMIT ?".formatted(column),
                    Index::moment,
                    from,
                    when.to(),
                    limit - page.size()));
        return page;
    }

    List<Key> instancesCreated(Range when, Key after, int limit) {
        return timedInstances("instance", "created", when, after, limit);
    }

    /** Instances that expire before an older one. */
    List<Key> oddExpiring(Range when, Key after, int limit) {
        return timedInstances("odd", "expires", when, after, limit);
    }

    private List<Key> timedInstances(String table, String column, Range when, Key after, int limit) {
        return database.list(
                ("SELECT %1$s, parent, number FROM %2$s WHERE (%1$s, parent, number) > (?, ?, ?) AND %1$s <= ?"
                                + " ORDER BY %1$s, parent, number LIMIT ?")
                        .formatted(column, table),
                Index::key,
                Math.max(when.from(), after.time()),
                after.seq(),
                after.number(),
                when.to(),
                limit);
    }

    /** Instances that were modified after their creation, by the span of that time. */
    List<Key> instancesModified(Range spans, Key after, int limit) {
        return database.list(
                "SELECT label, seq, number FROM label WHERE (label, seq, number) > (?, ?, ?) AND label <= ?"
                        + " ORDER BY label, seq, number LIMIT ?",
                row -> new Key(Entries.span(row.getString(1)), row.getLong(2), row.getLong(3)),
                Entries.word(Math.max(spans.from(), after.time())),
                after.seq(),
                after.number(),
                Entries.word(spans.to()),
                limit);
    }

    /** Instances that expire after all that are older, those first whose parent begins to lose its own first. */
    List<Key> expiringInOrder(Range when, Key after, int limit) {
        var page = new ArrayList<Key>();
        if (after.number() != NO_INSTANCE) fill(page, after, when, limit);
        var last = after;
        while (page.size() < limit) {
            var parents = timed("earliest", new Range(Long.MIN_VALUE, when.to()), last, PIECE);
            if (parents.isEmpty()) return page;
            for (var each : parents)
                if (page.size() < limit && latest(each.seq()) >= when.from()) fill(page, each, when, limit);
            last = parents.getLast();
        }
        return page;
    }

    private long latest(long parent) {
        return database.number("SELECT latest FROM resource WHERE seq = ?", parent);
    }

    private void fill(List<Key> page, Key after, Range when, int limit) {
        long behind = after.number();
        List<long[]> piece;
        do {
            piece = database.list(
                    "SELECT number, ifnull(expires, " + Row.NEVER
                            + ") FROM instance WHERE parent = ? AND number > ? ORDER BY number LIMIT " + PIECE,
                    row -> new long[] {row.getLong(1), row.getLong(2)},
                    after.seq(),
                    behind);
            for (var each : piece) {
                behind = each[0];
                boolean isLate = each[1] > when.to();
                if ((isLate || when.contains(each[1])) && !isOdd(after.seq(), behind)) {
                    if (isLate || page.size() == limit) return;
                    page.add(new Key(after.time(), after.seq(), behind));
                }
            }
        } while (piece.size() == PIECE);
    }

    boolean isOdd(long parent, long number) {
        return database.number("SELECT EXISTS(SELECT 1 FROM odd WHERE parent = ? AND number = ?)", parent, number) == 1;
    }

    private static Key place(ResultSet row) throws SQLException {
        return new Key(0, row.getLong(1), row.getLong(2));
    }

    private static Key moment(ResultSet row) throws SQLException {
        return new Key(row.getLong(1), row.getLong(2), NO_INSTANCE);
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getLong(1), row.getLong(2), row.getLong(3));
    }
}
