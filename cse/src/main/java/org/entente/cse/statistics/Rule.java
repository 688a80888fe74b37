// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.cse.address.Identity;
import org.entente.cse.schedule.Recurrence;
import org.entente.cse.schedule.Timetable;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * A statsCollect and the event that it refers to, made ready for comparison. TS-0001 §9.6.24, §9.6.25.
 *
 * @param originators whose requests count, in their local form; empty for everybody's
 * @param resources the identifiers of the resources that count; empty if {@code types} say it, or all count
 */
record Rule(
        Resource collection,
        Resource event,
        Timetable period,
        Set<String> originators,
        Set<Long> operations,
        Set<Long> types,
        Set<String> resources) {

    /** @param resources the event's, as identifiers */
    static Rule of(Resource collection, Resource event, Set<String> resources, Identity identity) {
        var originators = collection.texts(Attributes.CDI).stream()
                .map(identity::originator)
                .collect(Collectors.toSet());
        return new Rule(
                collection,
                event,
                period(collection),
                originators,
                numbers(event, Attributes.OPT),
                numbers(event, Attributes.ERTS),
                resources);
    }

    /** @throws org.entente.model.Refused BAD_REQUEST if an entry is no recurring time */
    static Timetable period(Resource collection) {
        return collection.value(Attributes.CP).orElse(null) instanceof Value.Fields period
                        && period.find("sce").orElse(null) instanceof Value.Items(var entries)
                ? new Timetable(entries.stream()
                        .map(entry -> new Recurrence(((Value.Text) entry).text()))
                        .toList())
                : Timetable.ALWAYS;
    }

    int type() {
        return (int) event.whole(Attributes.EVT, 0);
    }

    /** Whether a request counts that has been answered with success. */
    boolean countsOperation(Request request, Resource resource, Identity identity, Instant now) {
        if (type() == EventConfigProcedure.STORAGE_BASED || !isConcerned(request, resource, identity, now))
            return false;
        if (type() == EventConfigProcedure.TIMER_BASED) return isWithin(now);
        return operations.isEmpty()
                || operations.contains((long) request.operation().number());
    }

    /** Whether a resource has just grown beyond the event's size. TS-0001 §9.6.24 (dataSize) */
    boolean countsGrowth(Request request, Optional<Resource> before, Resource after, Identity identity, Instant now) {
        if (type() != EventConfigProcedure.STORAGE_BASED || !isConcerned(request, after, identity, now)) return false;
        long limit = event.whole(Attributes.DS, Long.MAX_VALUE);
        return size(after) > limit && before.map(Rule::size).orElse(0L) <= limit;
    }

    /** What is compared: of a container or time series all that is in it, of the others their own content. */
    static long size(Resource resource) {
        return resource.type().hasInstances() && !resource.has(Attributes.CS)
                ? resource.whole(Attributes.CBS, 0)
                : resource.whole(Attributes.CS, 0);
    }

    private boolean isConcerned(Request request, Resource resource, Identity identity, Instant now) {
        return (originators.isEmpty() || originators.contains(identity.originator(request.from())))
                && (types.isEmpty() || types.contains((long) resource.type().number()))
                && (resources.isEmpty() || resources.contains(target(request, resource)))
                && period.isOpen(now);
    }

    /** What a request is performed on: a CREATE on the parent. */
    private static String target(Request request, Resource resource) {
        boolean created =
                request.operation() == Operation.CREATE && resource.type().number() == request.type();
        return created ? resource.pi() : resource.ri();
    }

    private boolean isWithin(Instant now) {
        var text = Timestamp.text(now);
        return event.text(Attributes.EVS)
                        .map(start -> start.compareTo(text) <= 0)
                        .orElse(true)
                && event.text(Attributes.EVE)
                        .map(end -> end.compareTo(text) > 0)
                        .orElse(true);
    }

    private static Set<Long> numbers(Resource event, Attribute attribute) {
        return event.value(attribute).orElse(null) instanceof Value.Items(var values)
                ? values.stream().map(value -> ((Value.Whole) value).number()).collect(Collectors.toSet())
                : Set.of();
    }

    /** The record of one occurrence. TS-0001 §10.2.11.14 */
    Value.Fields recorded(Request request, Resource resource, Identity identity) {
        var all = Value.field("sci", Value.of(collection.text(Attributes.SCI).orElseThrow()))
                .with("cei", Value.of(collection.text(Attributes.CEI).orElseThrow()))
                .with("cdi", Value.of(identity.originator(request.from())))
                .with("evt", Value.of(type()));
        for (var each : List.of(Attributes.EVS, Attributes.EVE)) {
            var time = event.value(each);
            if (time.isPresent()) all = all.with(each.shortName(), time.get());
        }
        all = all.with("op", Value.of(request.operation().number())).with("rid", Value.of(resource.ri()));
        return size(resource) > 0 ? all.with("ds", Value.of(kilobytes(size(resource)))) : all;
    }

    private static long kilobytes(long bytes) {
        return (bytes + 1023) / 1024;
    }
}
