// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;

/**
 * A request primitive. TS-0004 §7.2.1.1.
 *
 * @param operation what is asked for
 * @param to the address, as the sender wrote it
 * @param from the originator; empty when it has none yet (a registration may). TS-0001 §8.1.2
 * @param id the request identifier
 * @param type the number of the resource type to create, 0 otherwise
 * @param content the primitive content, empty if there is none: one member under the root name, such as {@code m2m:cnt}
 * @param filter the filter criteria, {@link FilterCriteria#NONE} if there are none
 * @param others all other parameters that were given
 * @param peer what the binding knows of the sender
 */
public record Request(
        Operation operation,
        String to,
        String from,
        String id,
        int type,
        Value.Fields content,
        FilterCriteria filter,
        Map<Parameter, Value> others,
        Peer peer) {

    /** The release a request speaks when it does not say: the first that had the indicator. TS-0004 §6.4.1. */
    public static final String RELEASE = "4";

    public Request {
        others = Map.copyOf(others);
    }

    private static Request bare(Operation operation, String to, String from, int type, Value.Fields content) {
        return new Request(operation, to, from, "", type, content, FilterCriteria.NONE, Map.of(), Peer.UNKNOWN);
    }

    /** A CREATE of {@code content} under {@code to}. */
    public static Request create(String to, String from, int type, Value.Fields content) {
        return bare(Operation.CREATE, to, from, type, content);
    }

    public static Request retrieve(String to, String from) {
        return bare(Operation.RETRIEVE, to, from, 0, Value.Fields.EMPTY);
    }

    public static Request update(String to, String from, Value.Fields content) {
        return bare(Operation.UPDATE, to, from, 0, content);
    }

    public static Request delete(String to, String from) {
        return bare(Operation.DELETE, to, from, 0, Value.Fields.EMPTY);
    }

    public static Request notification(String to, String from, Value.Fields content) {
        return bare(Operation.NOTIFY, to, from, 0, content);
    }

    public Request withId(String id) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    public Request withPeer(Peer peer) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    public Request withFilter(FilterCriteria filter) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    public Request withContent(Value.Fields content) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    /** The same request for another target, as fan-out and retargeting send it. */
    public Request toward(String to) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    public Request withFrom(String from) {
        return new Request(operation, to, from, id, type, content, filter, others, peer);
    }

    public Request with(Parameter parameter, Value value) {
        var changed = new EnumMap<Parameter, Value>(Parameter.class);
        changed.putAll(others);
        changed.put(parameter, value);
        return new Request(operation, to, from, id, type, content, filter, changed, peer);
    }

    public Request with(Parameter parameter, String text) {
        return with(parameter, Value.of(text));
    }

    public Request without(Parameter... parameters) {
        var fewer = new EnumMap<Parameter, Value>(Parameter.class);
        fewer.putAll(others);
        for (var parameter : parameters) fewer.remove(parameter);
        if (fewer.size() == others.size()) return this;
        return new Request(operation, to, from, id, type, content, filter, fewer, peer);
    }

    public Request with(ResultContent resultContent) {
        return with(Parameter.RESULT_CONTENT, Value.of(resultContent.number()));
    }

    public Optional<Value> find(Parameter parameter) {
        return Optional.ofNullable(others.get(parameter));
    }

    public Optional<String> text(Parameter parameter) {
        return others.get(parameter) instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty();
    }

    /**
     * A time that is given absolutely, or as milliseconds after {@code now}. TS-0004 §6.3.3 (m2m:absRelTimestamp)
     *
     * @throws Refused BAD_REQUEST if there is no such time
     */
    public Optional<Instant> time(Parameter parameter, Instant now) {
        return switch (others.get(parameter)) {
            case Value.Text(var text) -> Optional.of(Timestamp.parseRelativeTo(text, now));
            case Value.Whole(var millis) -> Optional.of(Timestamp.parseRelativeTo(Long.toString(millis), now));
            case null, default -> Optional.empty();
        };
    }

    public boolean isSet(Parameter parameter) {
        return others.get(parameter) instanceof Value.Bool(var truth) && truth;
    }

    public Optional<ResultContent> resultContent() {
        return others.get(Parameter.RESULT_CONTENT) instanceof Value.Whole(var number)
                ? ResultContent.of(number)
                : Optional.empty();
    }
}
