// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** When something is open: at the times of any of its entries; always, if it has none. TS-0004 §7.4.9.1. */
public record Timetable(List<Recurrence> entries) {
    public static final Timetable ALWAYS = new Timetable(List.of());

    /**
     * The entries of all {@code <schedule>} children, kept at their parent and never shown: who sends it something need
     * not look for them.
     */
    public static final Attribute OF_CHILDREN = new Attribute("_sce", "scheduleEntries", Scalar.ANY);

    public Timetable {
        entries = List.copyOf(entries);
    }

    /** What the schedules of a resource say together. */
    public static Timetable of(Resource parent) {
        var texts = parent.texts(OF_CHILDREN);
        return texts.isEmpty()
                ? ALWAYS
                : new Timetable(texts.stream().map(Recurrence::new).toList());
    }

    /** The entries of one {@code <schedule>}. */
    public static List<Value> entries(Resource schedule) {
        return schedule.value(Attributes.SE).orElse(null) instanceof Value.Fields element
                        && element.find("sce").orElse(null) instanceof Value.Items(var entries)
                ? entries
                : List.of();
    }

    public boolean isAlways() {
        return entries.isEmpty();
    }

    public boolean isOpen(Instant instant) {
        return entries.isEmpty() || entries.stream().anyMatch(entry -> entry.includes(instant));
    }

    /** The first moment from an instant on when it is open; empty if it never is. */
    public Optional<Instant> opening(Instant from) {
        return entries.isEmpty()
                ? Optional.of(from)
                : entries.stream().flatMap(entry -> entry.next(from).stream()).min(Instant::compareTo);
    }
}
