// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * One of the things that a subscription waits for, as far as it can be looked up: stores find by it those that may have
 * to be told, and nobody looks at the others. TS-0001 §9.6.8 (table 9.6.8-3).
 *
 * @param event a notificationEventType (TS-0004 §6.3.4.2.19), or {@link #ATTEMPT}
 * @param detail the type number of the child, the short name of the attribute or the operation as a bit of
 *     m2m:accessControlOperations; {@link #ANY} if that does not matter
 */
public record Interest(long event, String detail) {
    public static final long UPDATE = 1;
    public static final long CHILD_CREATED = 3;
    public static final long CHILD_DELETED = 4;
    /** Attempts have no event type (operationMonitor). */
    public static final long ATTEMPT = 0;

    private static final String ANY = "";
    private static final int OPERATION_BITS = 6;

    /** Of those who take all events of a type. */
    public static Interest in(long event) {
        return new Interest(event, ANY);
    }

    /** Of those who take all events of a type, or those with this detail. */
    public static Set<Interest> in(long event, long detail) {
        return Set.of(in(event), new Interest(event, Long.toString(detail)));
    }

    /** Of those who name one of these attributes. */
    public static Set<Interest> inAttributes(Set<String> names) {
        var interests = new HashSet<Interest>();
        for (var name : names) interests.add(new Interest(UPDATE, name));
        return interests;
    }

    /** All that a subscription waits for. */
    public static Set<Interest> of(Resource subscription) {
        return of(
                subscription.value(Attributes.ENC).orElse(null) instanceof Value.Fields given
                        ? given
                        : Value.Fields.EMPTY);
    }

    /** All that somebody with these eventNotificationCriteria waits for. */
    public static Set<Interest> of(Value.Fields criteria) {
        var found = new HashSet<Interest>();
        for (long event : events(criteria)) found.addAll(each(event, details(event, criteria)));
        items(criteria, "om").forEach(monitor -> found.addAll(each(ATTEMPT, operations(monitor))));
        return Set.copyOf(found);
    }

    /** The event types that criteria name, which are updates if nothing else is said. */
    public static Set<Long> events(Value.Fields criteria) {
        Set<Long> events = new LinkedHashSet<>(wholes(criteria, "net").toList());
        return events.isEmpty() && items(criteria, "om").findAny().isEmpty() ? Set.of(UPDATE) : events;
    }

    private static Set<Interest> each(long event, Stream<String> details) {
        var narrowed = details.map(detail -> new Interest(event, detail)).collect(Collectors.toSet());
        return narrowed.isEmpty() ? Set.of(in(event)) : narrowed;
    }

    private static Stream<String> details(long event, Value.Fields criteria) {
        if (event == UPDATE)
            return items(criteria, "atr").filter(Value.Text.class::isInstance).map(name -> ((Value.Text) name).text());
        return event == CHILD_CREATED || event == CHILD_DELETED
                ? wholes(criteria, "chty").map(type -> Long.toString(type))
                : Stream.empty();
    }

    /** One that names no operation takes all. TS-0004 §6.3.5.57 */
    private static Stream<String> operations(Value monitor) {
        return monitor instanceof Value.Fields given && given.find("ops").orElse(null) instanceof Value.Whole(var bits)
                ? Stream.iterate(1L, bit -> bit < 1 << OPERATION_BITS, bit -> bit << 1)
                        .filter(bit -> (bits & bit) != 0)
                        .map(bit -> Long.toString(bit))
                : Stream.empty();
    }

    private static Stream<Long> wholes(Value.Fields criteria, String name) {
        return items(criteria, name)
                .flatMap(each -> each instanceof Value.Whole(var number) ? Stream.of(number) : Stream.empty());
    }

    private static Stream<Value> items(Value.Fields criteria, String name) {
        return criteria.find(name).orElse(null) instanceof Value.Items(var values) ? values.stream() : Stream.empty();
    }
}
