// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.store.Row.NO_INSTANCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/** What lasts: hot resources from the cache, on the asker's own thread; all else where {@link Walk.Look} looks. */
final class DurableView implements View {
    private static final int FIRST_PAGE = 4;
    private static final int PAGE = 128;

    private final Cache cache;
    private final Subscriptions subscriptions;
    private final Walk.Look readers;
    private final ResourceTypes types;

    DurableView(Cache cache, Subscriptions subscriptions, Walk.Look readers, ResourceTypes types) {
        this.cache = cache;
        this.subscriptions = subscriptions;
        this.readers = readers;
        this.types = types;
    }

    @Override
    public Optional<Resource> byId(String ri) {
        var hot = cache.byId(ri);
        if (hot != null) return Optional.of(hot.resource());
        if (cache.isAbsent(ri)) return Optional.empty();
        var place = Place.ofId(ri);
        var kept = place.map(where -> hotInstance(cache.byId(where.parent()), where.number()));
        if (kept.isPresent()) return kept;
        return readers.at(rows -> {
            long before = cache.stamp(ri);
            var row = row(rows, ri);
            if (row != null) return Optional.of(row.resource());
            if (place.isEmpty()) cache.fillAbsent(ri, before);
            return place.flatMap(where -> {
                var parent = row(rows, where.parent());
                long stamp = cache.stamp(where.parent());
                return parent == null
                        ? Optional.empty()
                        : rows.instance(parent, where.number()).map(found -> keep(parent, found, false, stamp));
            });
        });
    }

    @Override
    public Optional<Resource> byPath(String path) {
        var hot = cache.byPath(path);
        if (hot != null) return Optional.of(hot.resource());
        int slash = path.lastIndexOf('/');
        var parentPath = slash < 0 ? "" : path.substring(0, slash);
        var kept = Place.ofPath(path)
                .map(where -> hotInstance(cache.byPath(where.parent()), where.number()))
                .filter(found -> found.path().equals(path));
        if (kept.isPresent()) return kept;
        return readers.at(rows -> {
            var row = rows.byPath(path);
            if (row.isPresent()) return row.map(found -> refreshed(rows, found));
            return parentPath.isEmpty() ? Optional.empty() : instance(rows, parentPath, path);
        });
    }

    private Optional<Resource> instance(Rows rows, String parentPath, String path) {
        var hot = cache.byPath(parentPath);
        var parent = hot != null ? Optional.of(hot.row()) : rows.byPath(parentPath);
        return parent.filter(row -> row.resource().type().hasInstances()).flatMap(row -> {
            long stamp = cache.stamp(row.resource().ri());
            return rows.instance(row, path).map(found -> keep(row, found, false, stamp));
        });
    }

    private static @Nullable Resource hotInstance(@Nullable Entry parent, long number) {
        return parent == null ? null : parent.instance(number);
    }

    /** A resource that is no instance, from the cache or the file; what came from the file becomes hot. */
    private @Nullable Row row(Rows rows, String ri) {
        var hot = cache.byId(ri);
        if (hot != null) return hot.row();
        long stamp = cache.stamp(ri);
        var found = rows.byId(ri).orElse(null);
        if (found != null) cache.fill(found, stamp);
        return found;
    }

    /** Only now its identifier is known, and with it the stamp: to become hot it is read once more. */
    private Resource refreshed(Rows rows, Row found) {
        var row = row(rows, found.resource().ri());
        return row == null ? found.resource() : row.resource();
    }

    private Resource keep(Row parent, Rows.Numbered found, boolean isNewest, long stamp) {
        cache.fill(parent.resource().ri(), found.number(), found.resource(), isNewest, stamp);
        return found.resource();
    }

    @Override
    public List<Resource> children(String ri, int type) {
        if (type == Subscription.TYPE.number()) return all(subscriptions.of(ri).ids());
        if (Walk.isInstance(types, type)) {
            try (var instances = instances(ri, false)) {
                return instances.filter(each -> each.type().number() == type).toList();
            }
        }
        return readers.at(rows -> {
            var row = row(rows, ri);
            if (row != null) return resources(rows.children(row.seq(), NO_INSTANCE, type));
            return Place.ofId(ri)
                    .flatMap(place -> Optional.ofNullable(row(rows, place.parent()))
                            .map(parent -> resources(rows.children(parent.seq(), place.number(), type))))
                    .orElse(List.of());
        });
    }

    @Override
    public boolean isSubscribedTo(String ri) {
        return !subscriptions.of(ri).isEmpty();
    }

    @Override
    public List<Resource> interested(String ri, Set<Interest> interests) {
        return all(subscriptions.of(ri).with(interests));
    }

    private List<Resource> all(List<String> ids) {
        return ids.stream().flatMap(each -> byId(each).stream()).toList();
    }

    private static List<Resource> resources(List<Row> rows) {
        return rows.stream().map(Row::resource).toList();
    }

    @Override
    public Stream<Resource> instances(String ri, boolean newestFirst) {
        return Pages.of(new InstancePages(ri, newestFirst));
    }

    /** The first page is the newest alone, if it is hot: most who ask for the newest first want no more. */
    private final class InstancePages implements Supplier<List<Resource>> {
        private final String ri;
        private final boolean newestFirst;
        private long behind;
        private boolean isBegun;
        private boolean isOver;

        InstancePages(String ri, boolean newestFirst) {
            this.ri = ri;
            this.newestFirst = newestFirst;
            behind = newestFirst ? Long.MAX_VALUE : NO_INSTANCE;
        }

        @Override
        public List<Resource> get() {
            if (isOver) return List.of();
            var hot = isBegun || !newestFirst ? null : cache.byId(ri);
            var newest = hot == null ? null : hot.newest();
            if (newest != null) {
                isBegun = true;
                behind = Place.of(newest).number();
                return List.of(newest);
            }
            return readers.at(this::read);
        }

        private List<Resource> read(Rows rows) {
            var parent = row(rows, ri);
            if (parent == null) return List.of();
            long stamp = cache.stamp(ri);
            int size = isBegun ? PAGE : FIRST_PAGE;
            var found = rows.instances(parent, newestFirst, behind, size);
            if (newestFirst && !isBegun && !found.isEmpty()) keep(parent, found.getFirst(), true, stamp);
            isBegun = true;
            isOver = found.size() < size;
            if (!found.isEmpty()) behind = found.getLast().number();
            var page = new ArrayList<Resource>(found.size());
            for (var each : found) page.add(each.resource());
            return page;
        }
    }

    @Override
    public Stream<Resource> select(Selection selection) {
        return Walk.of(selection, types, new Walk.Look() {
            @Override
            public <T> T at(Function<Rows, T> question) {
                return readers.at(question);
            }

            @Override
            public Shelf shelf(int room) {
                return cache.shelf(room);
            }
        });
    }

    @Override
    public List<Resource> expired(String time, int limit) {
        var micros = Times.micros(time);
        return micros.isEmpty() ? List.of() : readers.at(rows -> rows.expired(micros.getAsLong(), limit));
    }

    @Override
    public Optional<Resource> outliving(String ri, String time) {
        var micros = Times.micros(time);
        if (micros.isEmpty()) return Optional.empty();
        return readers.at(rows -> {
            var row = row(rows, ri);
            if (row != null) return rows.outliving(row, NO_INSTANCE, micros.getAsLong());
            return Place.ofId(ri)
                    .flatMap(place -> Optional.ofNullable(row(rows, place.parent()))
                            .flatMap(parent -> rows.outliving(parent, place.number(), micros.getAsLong())));
        });
    }

    @Override
    public List<Notice> notices(String subscription, int limit) {
        return readers.at(rows -> rows.notices(subscription, limit));
    }

    @Override
    public List<Notice> notices(String subscription, String target, int limit) {
        return readers.at(rows -> rows.notices(subscription, target, limit));
    }

    @Override
    public int waiting(String subscription) {
        return readers.at(rows -> rows.waiting(subscription));
    }

    @Override
    public List<String> queues() {
        return readers.at(Rows::queues);
    }

    @Override
    public Optional<Errand> errand(String about, String kind) {
        return readers.at(rows -> rows.errand(about, kind));
    }

    @Override
    public List<Errand> errands() {
        return readers.at(rows -> rows.errands());
    }
}
