// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.entente.model.type.Resource;

/** Finds what has expired, in time that depends on what it finds and not on what is kept. */
final class Expiry {
    private static final int PAGE = 64;

    private final Database database;
    private final Rows rows;
    private final long before;
    private final int limit;
    private final Map<String, Resource> found = new LinkedHashMap<>();

    Expiry(Database database, Rows rows, long before, int limit) {
        this.database = database;
        this.rows = rows;
        this.before = before;
        this.limit = limit;
    }

    /** A place in an index of times. */
    private record Mark(long time, long seq, long number) {
        static final Mark BEGIN = new Mark(Long.MIN_VALUE, NO_INSTANCE, NO_INSTANCE);
    }

    Collection<Resource> find() {
        each(
                "SELECT expires, seq, -1 FROM resource WHERE expires < ? AND (expires, seq) > (?, ?)",
                mark -> rows.bySeq(mark.seq()).ifPresent(row -> add(row.resource())));
        each(
                "SELECT earliest, seq, -1 FROM resource WHERE earliest < ? AND (earliest, seq) > (?, ?)",
                mark -> rows.bySeq(mark.seq()).ifPresent(this::inOrder));
        each(
                "SELECT expires, parent, number FROM odd WHERE expires < ? AND (expires, parent, number) > (?, ?, ?)",
                mark -> rows.bySeq(mark.seq())
                        .flatMap(parent -> rows.instance(parent, mark.number()))
                        .ifPresent(each -> add(each.resource())));
        return found.values();
    }

    private void each(String select, Consumer<Mark> action) {
        boolean hasNumber = select.contains("number");
        var order = hasNumber ? " ORDER BY 1, 2, 3 LIMIT " : " ORDER BY 1, 2 LIMIT ";
        var last = Mark.BEGIN;
        List<Mark> page;
        do {
            var from = last;
            var arguments = hasNumber
                    ? new Object[] {before, from.time(), from.seq(), from.number()}
                    : new Object[] {before, from.time(), from.seq()};
            page = database.list(
                    select + order + PAGE, row -> new Mark(row.getLong(1), row.getLong(2), row.getLong(3)), arguments);
            for (var mark : page) {
                if (isFull()) return;
                action.accept(mark);
                last = mark;
            }
        } while (page.size() == PAGE);
    }

    private void inOrder(Row parent) {
        long behind = NO_INSTANCE;
        List<Rows.Numbered> page;
        do {
            page = rows.instances(parent, false, behind, PAGE);
            for (var each : page) {
                if (isFull()) return;
                if (each.expires().orElse(Row.NEVER) < before) add(each.resource());
                else if (!isOdd(parent, each.number())) return;
                behind = each.number();
            }
        } while (page.size() == PAGE);
    }

    private boolean isOdd(Row parent, long number) {
        return rows.index().isOdd(parent.seq(), number);
    }

    private boolean isFull() {
        return found.size() >= limit;
    }

    private void add(Resource resource) {
        found.putIfAbsent(resource.ri(), resource);
    }
}
