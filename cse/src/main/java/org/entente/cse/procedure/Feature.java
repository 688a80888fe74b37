// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.model.type.ResourceType;

/**
 * What one function of the service layer adds to a CSE. Features are joined into the whole; no two may claim the same.
 *
 * @param procedures of types that do more than their table says, by type number
 * @param receivers of the types whose resources take notifications, by type number
 * @param reactions in the order in which they learn of a change
 * @param duties by the kind of errand
 */
public record Feature(
        Map<Integer, Procedure> procedures,
        Map<Integer, Receiver> receivers,
        List<Reaction> reactions,
        Map<String, Duty> duties) {
    public static final Feature NONE = new Feature(Map.of(), Map.of(), List.of(), Map.of());

    public Feature {
        procedures = Map.copyOf(procedures);
        receivers = Map.copyOf(receivers);
        reactions = List.copyOf(reactions);
        duties = Map.copyOf(duties);
    }

    public Feature with(ResourceType type, Procedure procedure) {
        return with(type.number(), procedure);
    }

    /** @param type the number that a family of types shares */
    public Feature with(int type, Procedure procedure) {
        return and(new Feature(Map.of(type, procedure), Map.of(), List.of(), Map.of()));
    }

    public Feature with(ResourceType type, Receiver receiver) {
        return with(type.number(), receiver);
    }

    public Feature with(int type, Receiver receiver) {
        return and(new Feature(Map.of(), Map.of(type, receiver), List.of(), Map.of()));
    }

    public Feature with(Reaction reaction) {
        return and(new Feature(Map.of(), Map.of(), List.of(reaction), Map.of()));
    }

    public Feature with(String kind, Duty duty) {
        return and(new Feature(Map.of(), Map.of(), List.of(), Map.of(kind, duty)));
    }

    /** @throws IllegalArgumentException if both claim the same type or errand */
    public Feature and(Feature other) {
        return new Feature(
                joined(procedures, other.procedures),
                joined(receivers, other.receivers),
                Stream.concat(reactions.stream(), other.reactions.stream()).toList(),
                joined(duties, other.duties));
    }

    private static <K, V> Map<K, V> joined(Map<K, V> some, Map<K, V> others) {
        var all = new HashMap<>(some);
        others.forEach((key, value) -> {
            if (all.putIfAbsent(key, value) != null)
                throw new IllegalArgumentException("two features claim " + key + ": " + all.get(key) + " and " + value);
        });
        return all;
    }
}
