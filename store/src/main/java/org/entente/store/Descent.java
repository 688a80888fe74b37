// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.Consumer;
import org.entente.cse.store.Selection;
import org.entente.model.type.Resource;

/** Walks down the tree: of each resource first its instances, then its other children and those of its instances. */
final class Descent {
    private final int levels;
    private final boolean mayMeetInstances;
    private final int pageSize;
    private final Deque<Level> down = new ArrayDeque<>();

    Descent(Selection selection, boolean mayMeetInstances, int pageSize, Rows rows) {
        this.levels = selection.levels();
        this.mayMeetInstances = mayMeetInstances;
        this.pageSize = pageSize;
        begin(selection.root(), rows);
    }

    /** How far the walk is below one resource. */
    private static final class Level {
        final Row row;
        final int depth;
        final long lastAt;
        final Queue<Rows.Below> ahead = new ArrayDeque<>();
        boolean isPastInstances;
        long number = NO_INSTANCE;
        long at;
        long seq;

        Level(Row row, int depth, long at, long lastAt, boolean isPastInstances) {
            this.row = row;
            this.depth = depth;
            this.at = at;
            this.lastAt = lastAt;
            this.isPastInstances = isPastInstances;
        }
    }

    private void begin(Resource root, Rows rows) {
        if (root.type().isInstance()) {
            var place = Place.of(root);
            // From the instance's children on, and no further.
            rows.byId(place.parent())
                    .ifPresent(row -> down.push(new Level(row, -1, place.number(), place.number(), true)));
        } else {
            rows.byId(root.ri()).ifPresent(row -> push(row, 0));
        }
    }

    private void push(Row row, int depth) {
        if (depth >= levels || row.resource().type().children().isEmpty()) return;
        boolean hasInstances = row.resource().type().hasInstances() && mayMeetInstances;
        long lastAt = depth + 1 >= levels ? NO_INSTANCE : Long.MAX_VALUE;
        down.push(new Level(row, depth, NO_INSTANCE, lastAt, !hasInstances));
    }

    /** @return false at the end */
    boolean step(Rows rows, Consumer<Resource> found) {
        var level = down.peek();
        if (level == null) return false;
        if (!level.isPastInstances) instances(level, rows, found);
        else children(level, rows, found);
        return true;
    }

    private void instances(Level level, Rows rows, Consumer<Resource> found) {
        var page = rows.instances(level.row, false, level.number, pageSize);
        for (var each : page) {
            found.accept(each.resource());
            level.number = each.number();
        }
        if (page.size() < pageSize) level.isPastInstances = true;
    }

    private void children(Level level, Rows rows, Consumer<Resource> found) {
        if (level.ahead.isEmpty())
            level.ahead.addAll(rows.below(level.row.seq(), level.at, level.seq, level.lastAt, pageSize));
        var next = level.ahead.poll();
        if (next == null) {
            down.pop();
            return;
        }
        level.at = next.at();
        level.seq = next.row().seq();
        found.accept(next.row().resource());
        push(next.row(), level.depth + (next.at() == NO_INSTANCE ? 1 : 2));
    }
}
