// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.jspecify.annotations.Nullable;

/** A resource as the changes of a batch have left it so far, and those of its instances that they touched. */
final class Draft {
    private static final long NONE_MADE = Long.MAX_VALUE;

    private final String ri;
    private final String path;
    private @Nullable Row row;
    private boolean isChanged;
    private boolean isDirty;
    private boolean isWide;
    private boolean isMoved;
    private int holds;
    private boolean hasLostFirst;
    private long firstMade = NONE_MADE;
    private long made = Row.NO_INSTANCE;
    private final NavigableMap<Long, Optional<Resource>> instances = new TreeMap<>();

    /** As it was found. */
    Draft(Row row) {
        this.ri = row.resource().ri();
        this.path = row.resource().path();
        this.row = row;
    }

    private Draft(String ri, String path) {
        this.ri = ri;
        this.path = path;
        this.isChanged = true;
    }

    static Draft gone(String ri, String path) {
        return new Draft(ri, path);
    }

    String ri() {
        return ri;
    }

    String path() {
        return path;
    }

    /** Null once it is deleted. */
    @Nullable
    Row row() {
        return row;
    }

    Row present() {
        if (row == null) throw new Failures.Misfit(path + " does not exist");
        return row;
    }

    /** Whether a reader that saw it before this batch saw something else. */
    boolean isChanged() {
        return isChanged;
    }

    /** Whether its row is still to be written. */
    boolean isDirty() {
        return isDirty;
    }

    /** Whether columns with an index are to be written too. */
    boolean isWide() {
        return isWide;
    }

    /** Whether it was modified in another minute than before. */
    boolean isMoved() {
        return isMoved;
    }

    /** The type of the first instance that it ever had, if the batch made it; else 0. */
    int holds() {
        return holds;
    }

    void written() {
        isDirty = false;
        isWide = false;
        isMoved = false;
        holds = 0;
        hasLostFirst = false;
    }

    void created() {
        isChanged = true;
    }

    void change(Resource after) {
        var before = present();
        if (!before.resource().value(Attributes.ET).equals(after.value(Attributes.ET))) isWide = true;
        if (!isInSameSpan(before.resource(), after)) isMoved = true;
        replace(before.with(after));
    }

    private static boolean isInSameSpan(Resource before, Resource after) {
        var earlier = before.text(Attributes.LT);
        var later = after.text(Attributes.LT);
        return earlier.isPresent() && later.isPresent() && Times.areInOneSpan(earlier.get(), later.get());
    }

    void gone() {
        row = null;
        instances.clear();
        isChanged = true;
        written();
    }

    /**
     * Takes a new instance.
     *
     * @return false if it expires before one that is older
     */
    boolean add(long number, Resource instance) {
        change(number, instance);
        firstMade = Math.min(firstMade, number);
        made = number;
        var before = present();
        long expires = Derived.expires(instance).orElse(Row.NEVER);
        if (!before.isInOrder(expires)) return false;
        if (before.latest() == Row.NONE_YET) holds = instance.type().number();
        var after = before.expecting(expires);
        if (after.earliest() != before.earliest() || holds != 0) isWide = true;
        if (isWide || after.latest() != before.latest()) replace(after);
        return true;
    }

    void change(long number, Resource instance) {
        instances.put(number, Optional.of(instance));
        isChanged = true;
    }

    /** @param expires when it would have, of those that do in their order; else {@link Row#NEVER} */
    void remove(long number, long expires) {
        instances.put(number, Optional.empty());
        isChanged = true;
        if (expires == Row.NEVER || expires > present().earliest()) return;
        hasLostFirst = true;
        isDirty = true;
    }

    /** Whether another is the first now of those that expire in their order. */
    boolean hasLostFirst() {
        return hasLostFirst;
    }

    /** @param expires when the first of those does */
    void beginAt(long expires) {
        if (expires == present().earliest()) return;
        row = present().beginningAt(expires);
        isWide = true;
    }

    private void replace(Row changed) {
        row = changed;
        isChanged = true;
        isDirty = true;
    }

    /** By number; empty where one was removed. */
    NavigableMap<Long, Optional<Resource>> instances() {
        return instances;
    }

    Set<Long> touchedInstances() {
        return instances.keySet();
    }

    /** From which number on the batch made all instances; beyond every number if it made none. */
    long firstMade() {
        return firstMade;
    }

    /** Whether the batch made instances: whichever was the newest before need not be it any more. */
    boolean hasMade() {
        return firstMade != NONE_MADE;
    }

    /** The newest instance if the batch made it; else null: an older one may be the newest. */
    @Nullable
    Resource newest() {
        var newest = instances.get(made);
        return newest == null ? null : newest.orElse(null);
    }
}
