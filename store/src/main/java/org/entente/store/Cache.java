// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.type.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Hot resources as they last, by identifier, path and place in an index, within a bound of bytes. A hit takes no lock.
 *
 * <p>A reader that fills in what it read from the file could overtake the writer: it takes a {@link #stamp} before it
 * reads, and what it brings is dropped if the writer has published under that stamp since.
 */
final class Cache {
    private static final int STAMPS = 1024;
    private static final int MOST_ABSENT = 4096;
    private static final int LONGEST_ABSENT = 64;

    private final long limit;
    private final Remains remains;
    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final Map<String, Entry> byPath = new ConcurrentHashMap<>();
    private final Map<Long, Entry> bySeq = new ConcurrentHashMap<>();
    /** Identifiers that the file does not have: those of originators that are not registered are asked for again and again. */
    private final Set<String> absent = ConcurrentHashMap.newKeySet();

    private final AtomicLongArray stamps = new AtomicLongArray(STAMPS);
    private final ReentrantLock lock = new ReentrantLock();
    /** All entries, in the order in which eviction looks at them. */
    private final Deque<Entry> round = new ArrayDeque<>();

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private long bytes;

    Cache(long limit, Remains remains) {
        this.limit = limit;
        this.remains = remains;
    }

    @Nullable
    Entry byId(String ri) {
        return found(byId, ri);
    }

    @Nullable
    Entry byPath(String path) {
        return found(byPath, path);
    }

    /** @param room how many of those that come from the file instead become hot */
    Shelf shelf(int room) {
        return new Page(room);
    }

    private @Nullable Entry found(Map<String, Entry> entries, String key) {
        var entry = visible(entries, key);
        if (entry == null) {
            // That there is none is an answer from memory too.
            (absent.contains(key) ? hits : misses).increment();
            return null;
        }
        hits.increment();
        entry.touch();
        return entry;
    }

    private <K> @Nullable Entry visible(Map<K, Entry> entries, K key) {
        var curtain = remains.curtain(); // before the look
        var entry = entries.get(key);
        return entry == null || curtain.hides(entry.row()) ? null : entry;
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long stamp(String ri) {
        return stamps.get(place(ri));
    }

    private static int place(String ri) {
        return ri.hashCode() & (STAMPS - 1);
    }

    /** Keeps what a reader found. */
    void fill(Row row, long stamp) {
        lock.lock();
        try {
            var ri = row.resource().ri();
            if (stamp(ri) == stamp && !byId.containsKey(ri)) add(row);
            evict();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is known that there is no such resource. */
    boolean isAbsent(String ri) {
        return absent.contains(ri);
    }

    /** Keeps that a reader found nothing; not for identifiers of instances, which come without being published. */
    void fillAbsent(String ri, long stamp) {
        if (ri.length() > LONGEST_ABSENT) return;
        lock.lock();
        try {
            if (stamp(ri) != stamp) return;
            if (absent.size() >= MOST_ABSENT) absent.clear();
            absent.add(ri);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps an instance that a reader found, if its parent is hot. */
    void fill(String parent, long number, Resource instance, boolean isNewest, long stamp) {
        lock.lock();
        try {
            var entry = byId.get(parent);
            if (entry == null || stamp(parent) != stamp) return;
            bytes -= entry.bytes();
            if (isNewest) entry.newest(instance);
            else entry.keep(number, instance);
            bytes += entry.bytes();
            evict();
        } finally {
            lock.unlock();
        }
    }

    /** Makes visible what lasts now. Only the writer calls it, batch by batch in their order. */
    void publish(Iterable<Draft> drafts) {
        lock.lock();
        try {
            for (var draft : drafts) publish(draft);
            evict();
        } finally {
            lock.unlock();
        }
    }

    private void publish(Draft draft) {
        if (draft.isChanged()) stamps.incrementAndGet(place(draft.ri()));
        var entry = byId.get(draft.ri());
        var row = draft.row();
        if (entry != null && (row == null || entry.row().seq() != row.seq())) {
            remove(entry);
            entry = null;
        }
        if (row == null) return;
        absent.remove(draft.ri());
        if (entry == null) entry = add(row);
        bytes -= entry.bytes();
        if (draft.isChanged()) entry.replace(row);
        draft.touchedInstances().forEach(entry::forget);
        if (draft.hasMade()) entry.newest(draft.newest());
        bytes += entry.bytes();
    }

    private Entry add(Row row) {
        var entry = new Entry(row);
        byId.put(row.resource().ri(), entry);
        byPath.put(row.resource().path(), entry);
        bySeq.put(row.seq(), entry);
        round.add(entry);
        bytes += entry.bytes();
        return entry;
    }

    private void remove(Entry entry) {
        byId.remove(entry.resource().ri(), entry);
        byPath.remove(entry.resource().path(), entry);
        bySeq.remove(entry.row().seq(), entry);
        bytes -= entry.bytes();
        // What was deleted waits for its round; too many of them would hold memory for nothing.
        if (round.size() > 2 * byId.size() + STAMPS) round.removeIf(each -> !isHeld(each));
    }

    private boolean isHeld(Entry entry) {
        return byId.get(entry.resource().ri()) == entry;
    }

    /** Second chance: who was asked for since the last round stays for another. */
    private void evict() {
        while (bytes > limit) {
            var entry = round.poll();
            if (entry == null) return;
            if (!isHeld(entry)) continue;
            if (entry.endRound()) round.add(entry);
            else remove(entry);
        }
    }

    /** For a page of an index: whose identifiers it names is known only after the read, so all stamps are taken before. */
    private final class Page implements Shelf {
        private int room;
        private long @Nullable [] before;

        Page(int room) {
            this.room = room;
        }

        @Override
        public Optional<Resource> at(Key key) {
            var entry = visible(bySeq, key.seq());
            var resource = entry == null ? Optional.<Resource>empty() : entry.at(key);
            (resource.isPresent() ? hits : misses).increment();
            if (entry != null) entry.touch();
            if (resource.isEmpty() && room > 0 && before == null) before = stamps();
            return resource;
        }

        private long[] stamps() {
            var all = new long[STAMPS];
            for (int i = 0; i < STAMPS; i++) all[i] = stamps.get(i);
            return all;
        }

        @Override
        public void read(Row row) {
            if (before != null && room-- > 0)
                fill(row, before[place(row.resource().ri())]);
        }

        @Override
        public void read(Key key, Resource instance) {
            if (before != null && room-- > 0)
                fill(instance.pi(), key.number(), instance, false, before[place(instance.pi())]);
        }
    }
}
