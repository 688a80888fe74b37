// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.PolicyDeletionRules;
import org.entente.model.type.Resource;

/** What a policy for notification targets may say. TS-0004 §7.4.31. */
public final class NotificationTargetPolicyProcedure implements Procedure {

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        // Both are always there [TS-0001 table 9.6.32-2], and may be left out [TS-0004 table 7.4.31.1-3].
        var acting = created.has(Attributes.ACN) ? created : created.with(Attributes.ACN, Action.REJECT.number());
        turn.create(acting.has(Attributes.PLBL) ? acting : acting.with(Attributes.PLBL, acting.rn()));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        boolean system = before.ri().equals(DefaultPolicy.RI);
        if (system && !DefaultPolicy.isLabel(after.text(Attributes.PLBL).orElse("")))
            throw Refused.badRequest("the default policy of the CSE keeps its label");
        boolean joins = turn.view()
                        .children(before.ri(), PolicyDeletionRules.TYPE.number())
                        .size()
                > 1;
        if (joins && !after.has(Attributes.RRS))
            throw Refused.badRequest(
                    "rrs has to say how two policyDeletionRules are joined"); // [TS-0004 table 7.4.31.1-3]
        turn.update(before, after);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource resource) {
        if (resource.ri().equals(DefaultPolicy.RI))
            throw Refused.badRequest("the default policy of the CSE cannot be deleted"); // our convention
        turn.delete(resource);
    }
}
