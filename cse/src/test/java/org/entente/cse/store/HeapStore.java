// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Subscription;

/** A store that forgets everything at its end, for tests of what stands on the port. One lock guards all. */
public final class HeapStore implements Store {
    /** How many notices were shown to anybody: what a look at queues costs. */
    public final LongAdder noticesRead = new LongAdder();

    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, String> idsByPath = new HashMap<>();
    private final Map<String, Set<String>> childIds = new HashMap<>();
    private final Map<String, TreeMap<Long, Notice>> queues = new TreeMap<>();
    private final Map<String, Errand> errands = new TreeMap<>();
    private final View view = new HeapView();
    private boolean closed;

    @Override
    public View view() {
        return view;
    }

    @Override
    public View atHand() {
        return view;
    }

    @Override
    public Outcome commit(Change change) {
        return locked(() -> {
            if (closed) throw new StoreUnavailable("the store is closed", new IllegalStateException());
            var outcome = change.decide(view);
            check(outcome.writes());
            outcome.writes().forEach(this::apply);
            return outcome;
        });
    }

    @Override
    public void backup(Path target) {
        throw new UnsupportedOperationException("a heap has nothing that could be copied to a file");
    }

    @Override
    public void close() {
        locked(() -> closed = true);
    }

    /** What would be a fault of the change is found before anything is written. */
    private void check(List<Write> writes) {
        var made = new HashSet<String>();
        var gone = new ArrayList<String>();
        for (var write : writes) {
            if (write instanceof Write.Created(var resource)) {
                if (exists(resource, made, gone)) throw new IllegalStateException(resource + " exists already");
                made.add(resource.ri());
                made.add(resource.path());
            }
            if (write instanceof Write.Updated(var _, var after) && !exists(after, made, gone))
                throw new IllegalStateException(after + " does not exist");
            if (write instanceof Write.Deleted(var resource)) {
                made.removeAll(List.of(resource.ri(), resource.path()));
                gone.add(resource.path());
            }
        }
    }

    private boolean exists(Resource resource, Set<String> made, List<String> gone) {
        if (made.contains(resource.ri()) || made.contains(resource.path())) return true;
        boolean deleted = gone.stream().anyMatch(top -> (resource.path() + "/").startsWith(top + "/"));
        return !deleted && (resources.containsKey(resource.ri()) || idsByPath.containsKey(resource.path()));
    }

    private void apply(Write write) {
        switch (write) {
            case Write.Created(var resource) -> {
                resources.put(resource.ri(), resource);
                idsByPath.put(resource.path(), resource.ri());
                childIds.computeIfAbsent(resource.pi(), _ -> new LinkedHashSet<>())
                        .add(resource.ri());
            }
            case Write.Updated(var _, var after) -> resources.put(after.ri(), after);
            case Write.Deleted(var resource) -> remove(resource);
            case Write.Evicted(var resource) -> remove(resource);
            case Write.Enqueued(var notice) ->
                queues.computeIfAbsent(notice.subscription(), _ -> new TreeMap<>())
                        .put(notice.number(), notice);
            case Write.Dequeued(var notice) ->
                queues.computeIfPresent(notice.subscription(), (_, queue) -> {
                    queue.remove(notice.number());
                    return queue.isEmpty() ? null : queue;
                });
            case Write.Charged(var errand) -> errands.put(key(errand.about(), errand.kind()), errand);
            case Write.Discharged(var errand) -> errands.remove(key(errand.about(), errand.kind()));
        }
    }

    private void remove(Resource top) {
        childIds.getOrDefault(top.pi(), Set.of()).remove(top.ri());
        var waiting = new ArrayDeque<>(List.of(top.ri()));
        while (!waiting.isEmpty()) {
            var ri = waiting.pop();
            var gone = resources.remove(ri);
            if (gone != null) idsByPath.remove(gone.path());
            queues.remove(ri);
            var below = childIds.remove(ri);
            if (below != null) waiting.addAll(below);
        }
    }

    private static String key(String about, String kind) {
        return about + ' ' + kind;
    }

    private <T> T locked(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private final class HeapView implements View {
        @Override
        public Optional<Resource> byId(String ri) {
            return locked(() -> Optional.ofNullable(resources.get(ri)));
        }

        @Override
        public Optional<Resource> byPath(String path) {
            return locked(() -> Optional.ofNullable(idsByPath.get(path)).map(resources::get));
        }

        @Override
        public List<Resource> children(String ri, int type) {
            return locked(() -> below(ri).stream()
                    .filter(child -> child.type().number() == type)
                    .toList());
        }

        @Override
        public boolean isSubscribedTo(String ri) {
            return !children(ri, Subscription.TYPE.number()).isEmpty();
        }

        @Override
        public List<Resource> interested(String ri, Set<Interest> interests) {
            return children(ri, Subscription.TYPE.number()).stream()
                    .filter(each -> !Collections.disjoint(Interest.of(each), interests))
                    .toList();
        }

        @Override
        public Stream<Resource> instances(String ri, boolean newestFirst) {
            return locked(() -> {
                var instances = below(ri).stream()
                        .filter(child -> child.type().isInstance())
                        .toList();
                return (newestFirst ? instances.reversed() : instances).stream();
            });
        }

        @Override
        public Stream<Resource> select(Selection selection) {
            return locked(() -> {
                var found = new ArrayList<Resource>();
                collect(selection.root().ri(), selection.levels(), selection, found);
                return found.stream();
            });
        }

        @Override
        public List<Resource> expired(String time, int limit) {
            return locked(() -> resources.values().stream()
                    .filter(each -> each.text(Attributes.ET)
                            .filter(et -> et.compareTo(time) < 0)
                            .isPresent())
                    .limit(limit)
                    .toList());
        }

        @Override
        public Optional<Resource> outliving(String ri, String time) {
            return locked(() -> below(ri).stream()
                    .filter(each -> isWithin(each, Attributes.ET, new Period(Optional.of(time), Optional.empty())))
                    .filter(each -> !each.text(Attributes.ET).orElseThrow().equals(time))
                    .findFirst());
        }

        @Override
        public List<Notice> notices(String subscription, int limit) {
            return read(queue(subscription).stream().limit(limit).toList());
        }

        private List<Notice> queue(String subscription) {
            return locked(() -> List.copyOf(
                    queues.getOrDefault(subscription, new TreeMap<>()).values()));
        }

        private List<Notice> read(List<Notice> some) {
            noticesRead.add(some.size());
            return some;
        }

        @Override
        public List<Notice> notices(String subscription, String target, int limit) {
            return read(queue(subscription).stream()
                    .filter(notice -> notice.target().equals(target))
                    .limit(limit)
                    .toList());
        }

        @Override
        public int waiting(String subscription) {
            return queue(subscription).size();
        }

        @Override
        public List<String> queues() {
            return locked(() -> List.copyOf(queues.keySet()));
        }

        @Override
        public Optional<Errand> errand(String about, String kind) {
            return locked(() -> Optional.ofNullable(errands.get(key(about, kind))));
        }

        @Override
        public List<Errand> errands() {
            return locked(() -> errands.values().stream()
                    .sorted(Comparator.comparing(Errand::due))
                    .toList());
        }

        private List<Resource> below(String ri) {
            return childIds.getOrDefault(ri, Set.of()).stream()
                    .map(resources::get)
                    .toList();
        }

        private void collect(String ri, int levels, Selection selection, List<Resource> found) {
            if (levels == 0) return;
            for (var child : below(ri)) {
                if (matches(child, selection)) found.add(child);
                collect(child.ri(), levels - 1, selection, found);
            }
        }

        private boolean matches(Resource resource, Selection selection) {
            return (!selection.isTied() || Selection.isTied(resource))
                    && (selection.types().isEmpty()
                            || selection.types().contains(resource.type().number()))
                    && (selection.labels().isEmpty()
                            || resource.texts(Attributes.LBL).stream().anyMatch(selection.labels()::contains))
                    && (selection.traits().isEmpty() || !Collections.disjoint(Trait.of(resource), selection.traits()))
                    && isWithin(resource, Attributes.CT, selection.times().created())
                    && isWithin(resource, Attributes.LT, selection.times().modified())
                    && isWithin(resource, Attributes.ET, selection.times().expiring());
        }

        private static boolean isWithin(Resource resource, Attribute attribute, Period period) {
            if (!period.isBounded()) return true;
            var time = resource.text(attribute);
            return time.isPresent()
                    && period.from().stream().allMatch(from -> time.get().compareTo(from) >= 0)
                    && period.to().stream().allMatch(to -> time.get().compareTo(to) <= 0);
        }
    }
}
