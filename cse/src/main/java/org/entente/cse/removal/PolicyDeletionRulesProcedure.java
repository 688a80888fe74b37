// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.PolicyDeletionRules;
import org.entente.model.type.Resource;

/** How many rules a policy has, and that we can evaluate them. TS-0004 §7.4.32. */
public final class PolicyDeletionRulesProcedure implements Procedure {
    private static final int MOST = 2;

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        int others = turn.view()
                .children(parent.ri(), PolicyDeletionRules.TYPE.number())
                .size();
        if (others >= MOST) // [TS-0004 §7.4.32.2.1]
        throw Refused.conflict(parent.path() + " has two policyDeletionRules already");
        if (others > 0 && !parent.has(Attributes.RRS))
            throw Refused.badRequest("rrs of " + parent.path() + " has to say how two policyDeletionRules are joined");
        if (created.value(Attributes.DR).orElse(null) instanceof Value.Fields contexts) DeletionRules.check(contexts);
        turn.create(created);
    }
}
