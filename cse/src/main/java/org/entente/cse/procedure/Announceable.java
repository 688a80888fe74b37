// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Announced;
import org.entente.model.type.Attributes;
import org.entente.model.type.ResourceType;

/** What a request may ask for about announcement. TS-0001 §10.2.13.2, §10.2.13.7. */
final class Announceable {
    private Announceable() {}

    /** @throws Refused BAD_REQUEST for a target that is no other CSE's, or an attribute that cannot be chosen */
    static void check(ResourceType type, Value.Fields given, Identity identity) {
        for (var target : items(given, Attributes.AT.shortName()))
            if (target instanceof Value.Text(var address)
                    && (address.contains("://") || !identity.local(address).startsWith("/")))
                throw Refused.badRequest("at names CSEs, or addresses there; " + address + " is not of another CSE")
                        .about(Attributes.AT.shortName())
                        .because(Reason.ATTRIBUTE_VALUE);
        for (var name : items(given, Attributes.AA.shortName()))
            if (name instanceof Value.Text(var attribute) && !isOptional(type, attribute))
                throw Refused.badRequest("aa names " + attribute + ", which " + type + " does not announce by choice")
                        .about(Attributes.AA.shortName())
                        .because(Reason.ATTRIBUTE_VALUE);
        if (given.find(Attributes.AST.shortName()).orElse(null) instanceof Value.Whole(var direction)
                && direction != 1
                && direction != 2)
            throw Refused.badRequest("ast is 1, one way, or 2, both ways")
                    .about(Attributes.AST.shortName())
                    .because(Reason.ATTRIBUTE_VALUE);
    }

    private static boolean isOptional(ResourceType type, String name) {
        return type.row(name).filter(row -> row.announced() == Announced.OA).isPresent();
    }

    private static Iterable<Value> items(Value.Fields given, String name) {
        return given.find(name).orElse(null) instanceof Value.Items(var values) ? values : List.of();
    }
}
