// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.List;
import java.util.Optional;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * The conditions and directions of a filtered request, checked against their data types. TS-0004 §6.3.5.8, TS-0001 §8.1.2.
 *
 * @param members the criteria by short name; lists for those that may repeat
 */
public record FilterCriteria(Value.Fields members) {
    public static final FilterCriteria NONE = new FilterCriteria(Value.Fields.EMPTY);

    /** How several kinds of conditions are joined. TS-0004 §6.3.4.2.31 (m2m:filterOperation). */
    public enum Join {
        AND,
        OR,
        XOR
    }

    /** What the criteria are for. TS-0004 §6.3.4.2.20 (m2m:filterUsage). */
    public enum Usage {
        /** 1: discover resources that match, answer with their addresses. */
        DISCOVERY,
        /** 2: perform the operation only if the target matches. */
        CONDITIONAL_OPERATION,
        /** 3: discover by an interworking proxy. */
        IPE_ON_DEMAND_DISCOVERY
    }

    public boolean isEmpty() {
        return members.members().isEmpty();
    }

    /** CONDITIONAL_OPERATION when it does not say. TS-0001 §8.1.2. */
    public Usage usage() {
        return switch ((int) whole("fu", 2)) {
            case 1 -> Usage.DISCOVERY;
            case 2 -> Usage.CONDITIONAL_OPERATION;
            case 3 -> Usage.IPE_ON_DEMAND_DISCOVERY;
            default -> throw Refused.badRequest("fu must be 1, 2 or 3");
        };
    }

    /** AND when it does not say. */
    public Join join() {
        return switch ((int) whole("fo", 1)) {
            case 1 -> Join.AND;
            case 2 -> Join.OR;
            case 3 -> Join.XOR;
            default -> throw Refused.badRequest("fo must be 1, 2 or 3");
        };
    }

    public Optional<Value> find(String shortName) {
        return members.find(shortName);
    }

    public long whole(String shortName, long otherwise) {
        return members.members().get(shortName) instanceof Value.Whole(var number) ? number : otherwise;
    }

    public Optional<String> text(String shortName) {
        return members.text(shortName);
    }

    /** The values of a criterion that may repeat, empty if it is absent. */
    public List<Value> all(String shortName) {
        return switch (members.members().get(shortName)) {
            case null -> List.of();
            case Value.Items(var values) -> values;
            case Value single -> List.of(single);
        };
    }
}
