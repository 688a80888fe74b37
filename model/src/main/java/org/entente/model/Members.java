// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Unchangeable named values in the order they were written, in one array. A hub holds its hot resources in these: an
 * array takes a third of a hash map's memory, and is read without waiting for scattered nodes.
 */
public final class Members extends AbstractMap<String, Value> implements Imprint {
    // A search through more takes longer than a hash; resources have about fifteen.
    private static final int MOST = 32;
    /** What is larger takes long to send anyway, and would fill the memory. */
    private static final int LONGEST_KEPT = 2048;

    private final String[] names;
    private final Value[] values;
    private final boolean isShownOften;
    // The imprint is here and no object of its own: a hub waits for each that it has to fetch from memory. Volatile:
    // whoever sees the array sees what is in it. Two who write at once write the same.
    private volatile byte @Nullable [] json;
    private volatile boolean common;

    private Members(String[] names, Value[] values) {
        this(names, values, false);
    }

    private Members(String[] names, Value[] values, boolean isShownOften) {
        this.names = names;
        this.values = values;
        this.isShownOften = isShownOften;
    }

    /** One member that is to be shown often: with an {@link Imprint}, which no copy has. */
    static Map<String, Value> shownOften(String name, Value value) {
        return new Members(new String[] {name}, new Value[] {value}, true);
    }

    /** Where bytes may be kept that members were written as; null if they are not shown often. */
    static @Nullable Imprint imprint(Map<String, Value> members) {
        return members instanceof Members few && few.isShownOften ? few : null;
    }

    @Override
    public byte @Nullable [] json() {
        return json;
    }

    @Override
    public void keepJson(byte[] written) {
        if (written.length <= LONGEST_KEPT) json = written;
    }

    @Override
    public boolean isCommon() {
        return common;
    }

    @Override
    public void keepCommon() {
        common = true;
    }

    /** A copy that nobody can change; no copy of what is unchangeable already. */
    public static Map<String, Value> of(Map<String, Value> members) {
        if (members instanceof Members || members.isEmpty()) return members.isEmpty() ? Map.of() : members;
        if (members.size() > MOST) return Collections.unmodifiableMap(new LinkedHashMap<>(members));
        var names = new String[members.size()];
        var values = new Value[names.length];
        int at = 0;
        for (var each : members.entrySet()) {
            names[at] = each.getKey();
            values[at++] = each.getValue();
        }
        return new Members(names, values);
    }

    /** A copy with one member more, or with another value for it in the same place. */
    public static Map<String, Value> with(Map<String, Value> members, String name, Value value) {
        if (members instanceof Members few) {
            int at = few.find(name);
            if (at >= 0) {
                var values = few.values.clone();
                values[at] = value;
                return new Members(few.names, values);
            }
        }
        var changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return of(changed);
    }

    /** What becomes of a member: the same value, another one, or null for none. */
    @FunctionalInterface
    public interface Change {
        @Nullable
        Value of(String name, Value value);
    }

    /** A copy with other values in the same places; the same members, and no copy, where nothing changes. */
    @SuppressWarnings("ReferenceEquality") // an equal value in another object is a change like any other
    public static Map<String, Value> mapped(Map<String, Value> members, Change change) {
        if (members instanceof Members few) return few.mapped(change);
        var mapped = new LinkedHashMap<String, Value>();
        boolean isSame = true;
        for (var each : members.entrySet()) {
            var after = change.of(each.getKey(), each.getValue());
            if (after != null) mapped.put(each.getKey(), after);
            isSame &= after == each.getValue();
        }
        return isSame ? members : of(mapped);
    }

    @SuppressWarnings("ReferenceEquality")
    private Map<String, Value> mapped(Change change) {
        for (int i = 0; i < names.length; i++) {
            var after = change.of(names[i], values[i]);
            if (after != values[i]) return mapped(i, after, change);
        }
        return this;
    }

    /** @param first the first that changes; those before it are known to stay */
    private Map<String, Value> mapped(int first, @Nullable Value itsValue, Change change) {
        var keptNames = names.clone();
        var keptValues = values.clone();
        int kept = first;
        for (int i = first; i < names.length; i++) {
            var after = i == first ? itsValue : change.of(names[i], values[i]);
            if (after == null) continue;
            keptNames[kept] = names[i];
            keptValues[kept++] = after;
        }
        if (kept == 0) return Map.of();
        return kept == names.length
                ? new Members(names, keptValues)
                : new Members(Arrays.copyOf(keptNames, kept), Arrays.copyOf(keptValues, kept));
    }

    // A name knows its hash: most of the others are passed over without a look at their letters.
    private int find(@Nullable Object name) {
        if (!(name instanceof String wanted)) return -1;
        int hash = wanted.hashCode();
        for (int i = 0; i < names.length; i++) if (names[i].hashCode() == hash && names[i].equals(wanted)) return i;
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Value> action) {
        for (int i = 0; i < names.length; i++) action.accept(names[i], values[i]);
    }

    @Override
    public Set<Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, Value>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Value>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Entry<String, Value> next() {
            if (!hasNext()) throw new NoSuchElementException();
            int at = next++;
            return Map.entry(names[at], values[at]);
        }
    }
}
