// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Reason;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/**
 * Keeps management objects in the ranges that their clauses give. What they ask for is done by the entity that they
 * manage, which watches them; this CSE has no node of its own. TS-0001 §10.2.8.8, TS-0004 §D.
 */
public final class MgmtObjProcedure implements Procedure {
    private static final int HIGHEST_PRIORITY = 10;
    private static final long INFINITE = -1;
    private static final List<Attribute> LIMITS =
            List.of(Attributes.LQET, Attributes.LSET, Attributes.LOET, Attributes.LRP);
    private static final List<Attribute> TIMES =
            List.of(Attributes.DQET, Attributes.DSET, Attributes.DOET, Attributes.DRP);

    /** What cannot be asked for at the same time. */
    private static final List<List<Attribute>> OPPOSITES = List.of(
            List.of(Attributes.IN, Attributes.UN), // [TS-0004 §D.3.2.2]
            List.of(Attributes.ACT, Attributes.DEA),
            List.of(Attributes.ENA, Attributes.DIS), // [TS-0004 §D.9.2.3]
            List.of(Attributes.RBO, Attributes.FAR), // [TS-0004 §D.10.2.2]
            List.of(Attributes.LGA, Attributes.LGO)); // [TS-0004 §D.11.2.2]

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        for (var pair : OPPOSITES)
            if (pair.stream().allMatch(each -> isTrue(attributes, each)))
                throw Refused.badRequest(pair.getFirst() + " and " + pair.getLast() + " cannot both be asked for")
                        .about(pair.getLast().shortName())
                        .because(Reason.ATTRIBUTE_VALUE);
        return List.of();
    }

    private static boolean isTrue(Value.Fields attributes, Attribute attribute) {
        return attributes
                .find(attribute.shortName())
                .filter(Value.of(true)::equals)
                .isPresent();
    }

    @Override
    public void validate(Turn turn, Resource object) {
        if (object.whole(Attributes.SGP, 1) > HIGHEST_PRIORITY) // [TS-0004 §D.12.9]
        throw Refused.badRequest("sgp is from 1 to " + HIGHEST_PRIORITY);
        for (var each : TIMES)
            if (object.whole(each, 0) < INFINITE)
                throw Refused.badRequest(each + " is in milliseconds, or -1 for ever"); // [TS-0004 §D.12.5]
        for (var each : LIMITS) object.value(each).ifPresent(limits -> checkLimits(each, limits));
    }

    /** A least and a most. TS-0004 §D.12.6, §6.3.3 (m2m:listOfMinMax) */
    private static void checkLimits(Attribute attribute, Value limits) {
        if (!(limits instanceof Value.Items(var pair))
                || !(pair.getFirst() instanceof Value.Whole(var least))
                || !(pair.getLast() instanceof Value.Whole(var most))) return;
        if (least < INFINITE || most < INFINITE)
            throw Refused.badRequest(attribute + " is in milliseconds, or -1 for ever");
        if (most != INFINITE && (least == INFINITE || least > most))
            throw Refused.badRequest("the most of " + attribute + " is below its least");
    }
}
