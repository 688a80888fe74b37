// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.jspecify.annotations.Nullable;

/** A hot resource and those of its instances that were asked for. Read by many; changed under the cache's lock. */
final class Entry {
    private static final int ENTRY_BYTES = 460;
    private static final int ATTRIBUTE_BYTES = 110;

    // Volatile: readers take them without the lock.
    private volatile Row row;
    private volatile @Nullable Resource newest;
    private volatile @Nullable Map<Long, Resource> instances;

    /** Whether somebody asked for it since the last round of the eviction. A lost mark only costs a read. */
    private boolean isTouched;

    private long bytes;

    Entry(Row row) {
        this.row = row;
        this.bytes = bytes(row.resource());
    }

    Row row() {
        return row;
    }

    Resource resource() {
        return row.resource();
    }

    @Nullable
    Resource newest() {
        return newest;
    }

    @Nullable
    Resource instance(long number) {
        var known = newest;
        if (known != null && Place.of(known).number() == number) return known;
        var all = instances;
        return all == null ? null : all.get(number);
    }

    /** What an index names by the place of this one in the order of creation: itself, or an instance of it. */
    Optional<Resource> at(Key key) {
        return Optional.ofNullable(key.number() == Row.NO_INSTANCE ? resource() : instance(key.number()));
    }

    void touch() {
        if (!isTouched) isTouched = true;
    }

    /** Whether it was asked for since this was called before. */
    boolean endRound() {
        boolean was = isTouched;
        isTouched = false;
        return was;
    }

    /** By estimate. */
    long bytes() {
        return bytes;
    }

    void replace(Row changed) {
        bytes += bytes(changed.resource()) - bytes(row.resource());
        row = changed;
    }

    void newest(@Nullable Resource instance) {
        var before = newest;
        bytes += (instance == null ? 0 : bytes(instance)) - (before == null ? 0 : bytes(before));
        newest = instance;
    }

    void keep(long number, Resource instance) {
        var all = instances;
        if (all == null) instances = all = new ConcurrentHashMap<>();
        if (all.put(number, instance) == null) bytes += bytes(instance);
    }

    void forget(long number) {
        var all = instances;
        var gone = all == null ? null : all.remove(number);
        if (gone != null) bytes -= bytes(gone);
        var known = newest;
        if (known != null && Place.of(known).number() == number) newest(null);
    }

    /** How much of the heap a resource takes, by estimate. */
    private static long bytes(Resource resource) {
        long bytes = ENTRY_BYTES + 2L * resource.path().length();
        for (var value : resource.attributes().values()) bytes += bytes(value);
        return bytes;
    }

    private static long bytes(Value value) {
        return switch (value) {
            case Value.Text(var text) -> ATTRIBUTE_BYTES + text.length();
            case Value.Items(var values) ->
                ATTRIBUTE_BYTES + values.stream().mapToLong(Entry::bytes).sum();
            case Value.Fields(var members) ->
                ATTRIBUTE_BYTES
                        + members.values().stream().mapToLong(Entry::bytes).sum();
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> ATTRIBUTE_BYTES;
        };
    }
}
