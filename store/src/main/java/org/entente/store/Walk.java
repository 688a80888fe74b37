// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.entente.cse.store.Selection;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.ResourceTypes;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a selection page by page, from an index where one narrows, else down the tree. Each page is one look
 * into the file; between pages no read stays open.
 */
final class Walk {
    /** Where the look of a page happens: on a reader, or in the writer's turn. */
    interface Look {
        <T> T at(Function<Rows, T> question);

        /**
         * What it has at hand, so that it need not be read.
         *
         * @param room how many of those that are read are worth to be kept at hand
         */
        default Shelf shelf(int room) {
            return Shelf.EMPTY;
        }
    }

    private static final int PAGE = 128;

    private final Selection selection;
    private final ResourceTypes types;
    private final Range created;
    private final Queue<Narrowings.Stage> stages = new ArrayDeque<>();
    private final Queue<Key> tied = new ArrayDeque<>();
    private @Nullable Descent descent;
    private Key last = Key.BEFORE_ALL;
    private boolean isBegun;

    private Walk(Selection selection, ResourceTypes types) {
        this.selection = selection;
        this.types = types;
        this.created = Range.of(selection.times().created());
    }

    static Stream<Resource> of(Selection selection, ResourceTypes types, Look look) {
        var walk = new Walk(selection, types);
        return Pages.of(() -> {
            // The rest of a long answer must not displace what others ask for.
            var shelf = look.shelf(walk.isBegun ? 0 : PAGE);
            return look.at(rows -> walk.page(rows, shelf));
        });
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
    private List<Resource> page(Rows rows, Shelf shelf) {
        if (!isBegun) begin(rows);
        isBegun = true;
        var page = new ArrayList<Resource>();
        boolean isOver = false;
        while (page.size() < PAGE && !isOver) isOver = !step(page, rows, shelf);
        return page;
    }

    private void begin(Rows rows) {
        if (selection.isTied()) {
            tied.addAll(rows.index().tied(selection.root().path()));
            return;
        }
        stages.addAll(Narrowings.best(selection, types, rows.index()));
        if (stages.isEmpty())
            descent = new Descent(selection, Narrowings.mayMeetInstances(selection, types), PAGE, rows);
    }

    private boolean step(List<Resource> page, Rows rows, Shelf shelf) {
        if (descent != null)
            return descent.step(rows, each -> {
                if (matches(each)) page.add(each);
            });
        var stage = stages.peek();
        if (stage != null) return keys(stage, page, rows, shelf);
        var next = tied.poll();
        if (next == null) return false;
        page.addAll(rows.at(List.of(next), shelf));
        return true;
    }

    private boolean keys(Narrowings.Stage stage, List<Resource> page, Rows rows, Shelf shelf) {
        var keys = stage.source().next(rows.index(), last, PAGE);
        rows.at(keys, shelf).stream()
                .filter(this::isBelowRoot)
                .filter(this::matches)
                .filter(stage.belongs())
                .forEach(page::add);
        if (keys.isEmpty()) stages.remove();
        last = keys.isEmpty() ? Key.BEFORE_ALL : keys.getLast();
        return !stages.isEmpty();
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
        if (!selection.times().created().isBounded()) return true;
        var time = Derived.created(resource);
        return time.isPresent() && created.contains(time.getAsLong());
    }
}
