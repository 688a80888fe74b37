// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;

/**
 * Which types of resources a rule is about. TS-0001 §9.6.2.4.
 *
 * @param type of the target
 * @param specialization of the target; without a type, of what a CREATE makes
 * @param children the types that a CREATE may make
 */
record Detail(Optional<Integer> type, Optional<String> specialization, Set<Integer> children) {

    static String specialization(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Fields(var chosen)
            when chosen.size() == 1 -> // [TS-0004 §6.3.5.67]
                specialization(chosen.values().iterator().next());
            case Value.Real _, Value.Bool _, Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("spty must be a containerDefinition or a mgmtDefinition")
                        .about("spty");
        };
    }

    boolean fits(Attempt attempt) {
        boolean creates = attempt.operation() == AccessOperation.CREATE;
        if (type.isPresent() && type.get() != attempt.target().type().number()) return false;
        if (specialization.isPresent() && !specializes(attempt, creates)) return false;
        // Child types are subject of the CREATE only. [TS-0001 §9.6.2.4]
        return !creates || children.contains(attempt.request().type());
    }

    private boolean specializes(Attempt attempt, boolean creates) {
        if (type.isEmpty() && creates)
            return given(attempt).filter(this::isSame).isPresent();
        return attempt.target().type().discriminator().filter(this::isSame).isPresent();
    }

    private boolean isSame(Value discriminator) {
        return specialization.orElseThrow().equals(specialization(discriminator));
    }

    /** The containerDefinition or mgmtDefinition of what is to be created. TS-0003 §7.1.5 */
    private static Optional<Value> given(Attempt attempt) {
        return attempt.request().content().members().values().stream()
                .flatMap(v -> v instanceof Value.Fields fields
                        ? fields
                                .find(Attributes.CND.shortName())
                                .or(() -> fields.find(Attributes.MGD.shortName()))
                                .stream()
                        : Stream.empty())
                .filter(v -> v instanceof Value.Text || v instanceof Value.Whole)
                .findFirst();
    }
}
