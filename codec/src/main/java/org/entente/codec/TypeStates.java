// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.List;
import org.entente.model.type.ResourceType;
import org.entente.model.type.SpecifiedType;
import org.entente.model.type.SpecifiedType.Given;
import org.entente.model.type.SpecifiedType.Missing;
import org.entente.model.type.SpecifiedType.Served;
import org.entente.model.type.SpecifiedType.State;

/** Prints what becomes of every resource type of the specification, one line for each. */
final class TypeStates {
    private TypeStates() {}

    static void append(StringBuilder page, List<SpecifiedType> types) {
        page.append("Every type of TS-0001, Releases 1 to 5, with its number in TS-0004 §6.3.4.2.1, the release that");
        page.append(" first numbered it, and what a CREATE of it meets here. A number that no release has is");
        page.append(" BAD_REQUEST. Types of domains are in [domain-types.md](domain-types.md).\n\n");
        page.append("| number | type | since | state | announced |\n|---|---|---|---|---|\n");
        types.forEach(type -> append(page, type));
    }

    private static void append(StringBuilder page, SpecifiedType type) {
        page.append("| ").append(type.number()).append(" | ").append(type.name());
        page.append(" | ").append(type.since()).append(" | ").append(shown(type.state()));
        page.append(" | ");
        type.announced()
                .ifPresent(state -> page.append(announced(type.number()))
                        .append(state instanceof Missing ? ", NOT_IMPLEMENTED" : ", implemented"));
        page.append(" |\n");
    }

    private static String announced(String number) {
        var parts = number.split(", ", 2);
        int variant = Integer.parseInt(parts[0]) + ResourceType.ANNOUNCED;
        return parts.length == 1 ? Integer.toString(variant) : variant + ", " + parts[1];
    }

    private static String shown(State state) {
        return switch (state) {
            case Served _ -> "implemented";
            case Given(var how) -> how;
            case Missing(var reason) -> "NOT_IMPLEMENTED: " + reason;
        };
    }
}
