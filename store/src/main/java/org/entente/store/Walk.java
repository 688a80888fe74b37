// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.entente.cse.store.Selection;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;

/**
 * Walks through a selection page by page, from an index where one narrows, else down the tree. Each page is one look
 * into the file; between pages no read stays open.
 */
final class Walk {
    /** Where the look of a page happens: on a reader, or in the writer's turn. */
    interface Look {
        <T> T at(Function<Rows, T> question);
    }

    private static final int PAGE = 128;

    private final Selection selection;
    private final ResourceTypes types;
    private final OptionalLong from;
    private final OptionalLong to;
    private final Deque<Level> down = new ArrayDeque<>();
    private final Queue<Rows.Key> left = new ArrayDeque<>();
    private Rows.Key last = Rows.Key.BEFORE_ALL;
    private boolean isBegun;
    private boolean isOver;

    private Walk(Selection selection, ResourceTypes types) {
        this.selection = selection;
        this.types = types;
        this.from = selection.createdFrom().map(Times::micros).orElse(OptionalLong.empty());
        this.to = selection.createdTo().map(Times::micros).orElse(OptionalLong.empty());
    }

    static Stream<Resource> of(Selection selection, ResourceTypes types, Look look) {
        var walk = new Walk(selection, types);
        return Pages.of(() -> look.at(walk::page));
    }

    static Look in(Rows rows) {
        return new Look() {
            @Override
            public <T> T at(Function<Rows, T> question) {
                return question.apply(rows);
            }
        };
    }

    static boolean isInstance(ResourceTypes types, int number) {
        return types.byNumber(number).filter(ResourceType::isInstance).isPresent();
    }

    /** Empty at the end only. */
    private List<Resource> page(Rows rows) {
        var page = new ArrayList<Resource>();
        while (page.size() < PAGE && !isOver) {
            if (selection.isTied()) tied(page, rows);
            else if (!selection.labels().isEmpty())
                keys(page, rows, selection.labels().stream().map(label -> rows.labelled(label, last, PAGE)));
            else if (isTraitIndexBest())
                keys(
                        page,
                        rows,
                        selection.traits().stream().map(trait -> rows.labelled(Entries.word(trait), last, PAGE)));
            else if (isTypeIndexBest())
                keys(page, rows, selection.types().stream().map(type -> rows.typed(type, last, PAGE)));
            else descend(page, rows);
        }
        return page;
    }

    /** Below the CSEBase most of a type is wanted; further down the way through the tree is shorter. */
    private boolean isTypeIndexBest() {
        return !selection.types().isEmpty() && selection.root().pi().isEmpty() && !mayMeetInstances();
    }

    private boolean isTraitIndexBest() {
        return !selection.traits().isEmpty() && selection.root().pi().isEmpty();
    }

    private boolean mayMeetInstances() {
        return selection.types().isEmpty() || selection.types().stream().anyMatch(type -> isInstance(types, type));
    }

    /** Merges what several places of an index have next, each once. */
    private void keys(List<Resource> page, Rows rows, Stream<List<Rows.Key>> sources) {
        var merged = new TreeSet<Rows.Key>();
        sources.forEach(merged::addAll);
        // A source may have more behind its page: beyond the first page's end the merged order is not known yet.
        merged.stream().limit(PAGE).forEach(key -> {
            resource(key, rows).filter(this::isBelowRoot).filter(this::matches).ifPresent(page::add);
            last = key;
        });
        isOver = merged.isEmpty();
    }

    private void tied(List<Resource> page, Rows rows) {
        if (!isBegun) left.addAll(rows.tied(selection.root().path()));
        isBegun = true;
        while (page.size() < PAGE && !left.isEmpty())
            resource(left.remove(), rows).ifPresent(page::add);
        isOver = left.isEmpty();
    }

    private static Optional<Resource> resource(Rows.Key key, Rows rows) {
        var row = rows.bySeq(key.seq());
        return key.number() == NO_INSTANCE
                ? row.map(Row::resource)
                : row.flatMap(parent -> rows.instance(parent, key.number())).map(Rows.Numbered::resource);
    }

    private boolean isBelowRoot(Resource resource) {
        var top = selection.root().path();
        var path = resource.path();
        if (!path.startsWith(top) || path.length() == top.length() || path.charAt(top.length()) != '/') return false;
        if (selection.levels() == Selection.ALL_LEVELS) return true;
        return path.substring(top.length()).chars().filter(c -> c == '/').count() <= selection.levels();
    }

    private boolean matches(Resource resource) {
        if (!selection.types().isEmpty()
                && !selection.types().contains(resource.type().number())) return false;
        if (from.isEmpty() && to.isEmpty()) return true;
        var created = Derived.created(resource);
        return created.isPresent()
                && (from.isEmpty() || created.getAsLong() >= from.getAsLong())
                && (to.isEmpty() || created.getAsLong() <= to.getAsLong());
    }

    // --- Down the tree: of each resource first its instances, then its other children and those of its instances.

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

    private void descend(List<Resource> page, Rows rows) {
        if (!isBegun) begin(rows);
        isBegun = true;
        var level = down.peek();
        if (level == null) isOver = true;
        else if (!level.isPastInstances) instances(level, page, rows);
        else children(level, page, rows);
    }

    private void begin(Rows rows) {
        var root = selection.root();
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
        if (depth >= selection.levels() || row.resource().type().children().isEmpty()) return;
        boolean hasInstances = row.resource().type().hasInstances() && mayMeetInstances();
        long lastAt = depth + 1 >= selection.levels() ? NO_INSTANCE : Long.MAX_VALUE;
        down.push(new Level(row, depth, NO_INSTANCE, lastAt, !hasInstances));
    }

    private void instances(Level level, List<Resource> page, Rows rows) {
        var found = rows.instances(level.row, false, level.number, PAGE);
        for (var each : found) {
            if (matches(each.resource())) page.add(each.resource());
            level.number = each.number();
        }
        if (found.size() < PAGE) level.isPastInstances = true;
    }

    private void children(Level level, List<Resource> page, Rows rows) {
        if (level.ahead.isEmpty())
            level.ahead.addAll(rows.below(level.row.seq(), level.at, level.seq, level.lastAt, PAGE));
        var next = level.ahead.poll();
        if (next == null) {
            down.pop();
            return;
        }
        level.at = next.at();
        level.seq = next.row().seq();
        if (matches(next.row().resource())) page.add(next.row().resource());
        push(next.row(), level.depth + (next.at() == NO_INSTANCE ? 1 : 2));
    }
}
