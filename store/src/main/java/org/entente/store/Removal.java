// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a resource at once and what is below it in pieces, so that nobody waits for a large subtree. What is left is
 * in the table {@code remains}, so that the next start goes on. The writer's thread alone.
 */
final class Removal {
    /** Comes behind a slash: what is below a path lies between the two. */
    static final char AFTER_SLASH = '/' + 1;

    /** How many rows a batch removes besides its own changes. */
    static final int PIECE = 128;

    private static final String NODE = "SELECT seq, ri, path FROM resource ";

    private final Database database;
    private final Transaction transaction;
    private final Pending pending;
    private final Sequence sequence;
    private final Remains remains;
    private int left = PIECE;
    private boolean isOver;

    Removal(Database database, Transaction transaction, Pending pending, Sequence sequence, Remains remains) {
        this.database = database;
        this.transaction = transaction;
        this.pending = pending;
        this.sequence = sequence;
        this.remains = remains;
        this.isOver = next().isEmpty();
    }

    private record Node(long seq, String ri, String path) {}

    /** Something whose row is gone, and what was below is not yet; the path is that of a deletion's top, else null. */
    private record Rest(long id, long seq, @Nullable String path) {}

    /** Deletes a resource; from now on what is below it is hidden. All updates are in the tables. */
    void delete(Row row) {
        var resource = row.resource();
        top(new Node(row.seq(), resource.ri(), resource.path()));
    }

    /** Deletes what is below an instance. */
    void deleteBelow(long parent, long number) {
        nodes("WHERE parent = ? AND at = ?", parent, number).forEach(this::top);
    }

    /** A deleted resource whose row is still there may stand in the way of a new one. */
    void makeWay(String ri, String path) {
        var curtain = remains.curtainInTurn();
        if (curtain.tops().isEmpty()) return;
        nodes("WHERE ri = ? OR path = ?", ri, path).stream()
                .filter(node -> curtain.hides(node.seq(), node.path()))
                .forEach(node -> bury(node, null));
    }

    private void top(Node node) {
        // The queues go now and not in pieces: the last notices of those subscriptions come after this, and stay.
        untie("path = ?", node.path());
        untie("path > ? AND path < ?", node.path() + '/', node.path() + AFTER_SLASH);
        if (bury(node, node.path())) remains.hide(node.path(), sequence.last());
        piece();
    }

    private void untie(String where, Object... paths) {
        transaction.run(
                "DELETE FROM notice WHERE subscription IN"
                        + " (SELECT ri FROM resource WHERE seq IN (SELECT seq FROM tied WHERE number = -1 AND " + where
                        + "))",
                paths);
        transaction.run("DELETE FROM tied WHERE " + where, paths);
    }

    /** @return whether there is anything below */
    private boolean bury(Node node, @Nullable String top) {
        transaction.run("DELETE FROM label WHERE seq = ? AND number = ?", node.seq(), NO_INSTANCE);
        transaction.run("DELETE FROM resource WHERE seq = ?", node.seq());
        pending.gone(node.ri(), node.path());
        if (isEmpty(node.seq())) return false;
        transaction.run(
                "INSERT INTO remains(seq, path, bound) VALUES (?, ?, ?)",
                node.seq(),
                top,
                top == null ? null : sequence.last());
        isOver = false;
        return true;
    }

    private boolean isEmpty(long seq) {
        return database.number(
                        "SELECT EXISTS(SELECT 1 FROM instance WHERE parent = ?) OR EXISTS(SELECT 1 FROM resource WHERE parent = ?)",
                        seq,
                        seq)
                == 0;
    }

    /** Removes so many rows as a batch may, of what earlier deletions have left. */
    void piece() {
        while (left > 0 && !isOver) {
            var rest = next();
            if (rest.isEmpty()) isOver = true;
            else remove(rest.get());
        }
    }

    /** What was left last comes first: so whatever is below a top is gone before the top is struck off. */
    private Optional<Rest> next() {
        return database.first(
                "SELECT id, seq, path FROM remains ORDER BY id DESC LIMIT 1",
                row -> new Rest(row.getLong(1), row.getLong(2), row.getString(3)));
    }

    private void remove(Rest rest) {
        int removed = instances(rest.seq());
        if (removed == 0) removed = names(rest.seq());
        if (removed == 0) removed = children(rest.seq());
        left -= Math.max(1, removed);
        if (removed > 0) return;
        transaction.run("DELETE FROM remains WHERE id = ?", rest.id());
        if (rest.path() == null) return;
        remains.removed(
                rest.path(), database.number("SELECT ifnull(max(bound), -1) FROM remains WHERE path = ?", rest.path()));
    }

    private int instances(long parent) {
        long last = database.number(
                "SELECT ifnull(max(number), -1) FROM (SELECT number FROM instance WHERE parent = ? ORDER BY number LIMIT ?)",
                parent,
                left);
        if (last == NO_INSTANCE) return 0;
        transaction.run("DELETE FROM label WHERE seq = ? AND number BETWEEN 0 AND ?", parent, last);
        transaction.run("DELETE FROM odd WHERE parent = ? AND number <= ?", parent, last);
        return transaction.run("DELETE FROM instance WHERE parent = ? AND number <= ?", parent, last);
    }

    private int names(long parent) {
        return transaction.run(
                "DELETE FROM name WHERE parent = ? AND name IN (SELECT name FROM name WHERE parent = ? LIMIT ?)",
                parent,
                parent,
                left);
    }

    private int children(long parent) {
        var children = nodes("WHERE parent = ? LIMIT ?", parent, left);
        children.forEach(child -> bury(child, null));
        return children.size();
    }

    private List<Node> nodes(String where, Object... arguments) {
        return database.list(
                NODE + where, row -> new Node(row.getLong(1), row.getString(2), row.getString(3)), arguments);
    }

    boolean isOver() {
        return isOver;
    }

    /** The next batch may remove a piece again. */
    void committed() {
        left = PIECE;
    }

    void rolledBack() {
        left = PIECE;
        isOver = false; // the next piece finds out
    }
}
