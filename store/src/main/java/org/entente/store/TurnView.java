// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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

    /** Pages of the tables as the batch has changed them; what it made has higher numbers than all others. */
    private final class InstancePages implements Supplier<List<Resource>> {
        private final Draft parent;
        private final boolean newestFirst;
        private long behind;
        private int size = FIRST_PAGE;
        private boolean isBegun;
        private boolean isOver;

        InstancePages(Draft parent, boolean newestFirst) {
            this.parent = parent;
            this.newestFirst = newestFirst;
            behind = newestFirst ? Long.MAX_VALUE : NO_INSTANCE;
        }

        @Override
        public List<Resource> get() {
            var page = List.<Resource>of();
            while (page.isEmpty() && !isOver) page = newestFirst && !isBegun ? made() : next();
            return page;
        }

        /** Who wants the newest mostly wants no more: what the batch made is at hand. */
        private List<Resource> made() {
            isBegun = true;
            behind = parent.firstMade();
            return present(parent.instances().tailMap(behind, true).descendingMap());
        }

        private List<Resource> next() {
            var found = rows.instances(parent.present(), newestFirst, behind, size);
            isOver = found.size() < size;
            size = PAGE;
            long last = isOver ? end() : found.getLast().number();
            var page = new TreeMap<Long, Optional<Resource>>();
            for (var each : found) page.put(each.number(), Optional.of(each.resource()));
            // What the batch touched is as it left it, whether the tables have it already or not.
            page.putAll(newestFirst ? touched(last, behind - 1) : touched(behind + 1, last));
            behind = last;
            return present(newestFirst ? page.descendingMap() : page);
        }

        private long end() {
            return newestFirst ? NO_INSTANCE : Long.MAX_VALUE;
        }

        private Map<Long, Optional<Resource>> touched(long from, long to) {
            return from > to ? Map.of() : parent.instances().subMap(from, true, to, true);
        }

        private static List<Resource> present(Map<Long, Optional<Resource>> instances) {
            return instances.values().stream().flatMap(Optional::stream).toList();
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
