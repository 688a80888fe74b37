// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.util.Collections;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.NotificationTargetMgmtPolicyRef;
import org.entente.model.type.Resource;

/** Lets each target of a subscription have one policy. TS-0004 §7.4.30. */
public final class NotificationTargetMgmtPolicyRefProcedure implements Procedure {

    @Override
    public void validate(Turn turn, Resource reference) {
        var targets = reference.texts(Attributes.NTU);
        for (var other : turn.view().children(reference.pi(), NotificationTargetMgmtPolicyRef.TYPE.number()))
            if (!other.ri().equals(reference.ri()) && !Collections.disjoint(other.texts(Attributes.NTU), targets))
                throw Refused.conflict(
                        other.path() + " has a policy for one of these targets already"); // [§7.4.30.2.1]
    }
}
