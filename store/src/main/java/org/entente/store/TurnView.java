// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Interest;
import org.entente.cse.store.Notice;
import org.entente.cse.store.Selection;
import org.entente.cse.store.View;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;
import org.entente.model.type.Subscription;

/** What a change sees in its turn: what lasts, and the changes before it in its batch. The writer's thread alone. */
final class TurnView implements View {
    private static final int FIRST_PAGE = 4;
    private static final int PAGE = 128;

    private final Pending pending;
    private final Batch batch;
    private final Rows rows;
    private final ResourceTypes types;

    TurnView(Pending pending, Batch batch, Rows rows, ResourceTypes types) {
        this.pending = pending;
        this.batch = batch;
        this.rows = rows;
        this.types = types;
    }

    @Override
    public Optional<Resource> byId(String ri) {
        return pending.byId(ri);
    }

    @Override
    public Optional<Resource> byPath(String path) {
        return pending.byPath(path);
    }

    @Override
    public List<Resource> children(String ri, int type) {
        if (type == Subscription.TYPE.number())
            return all(pending.subscriptions(ri).ids());
        if (pending.byId(ri).isEmpty()) return List.of();
        var node = pending.node(ri);
        batch.flush();
        if (node.number() == NO_INSTANCE && Walk.isInstance(types, type)) {
            try (var instances = instances(ri, false)) {
                return instances.filter(each -> each.type().number() == type).toList();
            }
        }
        return rows.children(node.seq(), node.number(), type).stream()
                .map(Row::resource)
                .toList();
    }

    @Override
    public boolean isSubscribedTo(String ri) {
        return !pending.subscriptions(ri).isEmpty();
    }

    @Override
    public List<Resource> interested(String ri, Set<Interest> interests) {
        return all(pending.subscriptions(ri).with(interests));
    }

    private List<Resource> all(List<String> ids) {
        return ids.stream().flatMap(each -> pending.byId(each).stream()).toList();
    }

    @Override
    public Stream<Resource> instances(String ri, boolean newestFirst) {
        var parent = pending.draft(ri);
        if (parent == null) return Stream.empty();
        return Pages.of(new InstancePages(parent, newestFirst));
    }

    /** Pages of the tables, without what the batch removed and with what it made: that has higher numbers than all others. */
    private final class InstancePages implements Supplier<List<Resource>> {
        private final Draft parent;
        private final boolean newestFirst;
        private long behind;
        private int size = FIRST_PAGE;
        private boolean isAtTables;
        private boolean isOver;

        InstancePages(Draft parent, boolean newestFirst) {
            this.parent = parent;
            this.newestFirst = newestFirst;
            behind = newestFirst ? Long.MAX_VALUE : NO_INSTANCE;
            isAtTables = !newestFirst;
        }

        @Override
        public List<Resource> get() {
            var page = new ArrayList<Resource>();
            while (page.isEmpty() && !isOver) {
                if (isAtTables) fromTables(page);
                else fromBatch(page);
            }
            return page;
        }

        private void fromTables(List<Resource> page) {
            var found = rows.instances(parent.present(), newestFirst, behind, size);
            for (var each : found) {
                // What the batch touched comes from the batch, if it is there still.
                if (!parent.instances().containsKey(each.number())) page.add(each.resource());
                behind = each.number();
            }
            if (found.size() < size) {
                isAtTables = false;
                isOver = newestFirst;
            }
            size = PAGE;
        }

        private void fromBatch(List<Resource> page) {
            var made = newestFirst ? parent.instances().descendingMap() : parent.instances();
            made.values().forEach(each -> each.ifPresent(page::add));
            isAtTables = newestFirst;
            isOver = !newestFirst;
        }
    }

    @Override
    public Stream<Resource> select(Selection selection) {
        return Walk.of(selection, types, new Walk.Look() {
            @Override
            public <T> T at(Function<Rows, T> question) {
                batch.flush();
                return question.apply(rows);
            }
        });
    }

    @Override
    public List<Resource> expired(String time, int limit) {
        batch.flush();
        OptionalLong micros = Times.micros(time);
        return micros.isEmpty() ? List.of() : rows.expired(micros.getAsLong(), limit);
    }

    @Override
    public Optional<Resource> outliving(String ri, String time) {
        var micros = Times.micros(time);
        if (micros.isEmpty() || pending.byId(ri).isEmpty()) return Optional.empty();
        batch.flush();
        long at = pending.node(ri).number();
        var parent = at == NO_INSTANCE
                ? pending.row(ri)
                : Place.ofId(ri).map(place -> pending.row(place.parent())).orElse(null);
        return parent == null ? Optional.empty() : rows.outliving(parent, at, micros.getAsLong());
    }

    @Override
    public List<Notice> notices(String subscription, int limit) {
        return rows.notices(subscription, limit);
    }

    @Override
    public List<Notice> notices(String subscription, String target, int limit) {
        return rows.notices(subscription, target, limit);
    }

    @Override
    public int waiting(String subscription) {
        return rows.waiting(subscription);
    }

    @Override
    public List<String> queues() {
        return rows.queues();
    }

    @Override
    public Optional<Errand> errand(String about, String kind) {
        return rows.errand(about, kind);
    }

    @Override
    public List<Errand> errands() {
        return rows.errands();
    }
}
