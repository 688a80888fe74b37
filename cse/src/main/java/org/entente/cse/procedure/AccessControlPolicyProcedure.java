// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.List;
import org.entente.cse.access.Access;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Keeps policies such that they can be evaluated, and that somebody can change them. TS-0004 §7.4.2.2. */
public final class AccessControlPolicyProcedure implements Procedure {
    private final Access access;

    public AccessControlPolicyProcedure(Access access) {
        this.access = access;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        check(attributes, Attributes.PV);
        check(attributes, Attributes.PVS);
        attributes.find(Attributes.PVS.shortName()).ifPresent(AccessControlPolicyProcedure::refuseEmpty);
        return List.of();
    }

    private void check(Value.Fields attributes, Attribute attribute) {
        attributes.find(attribute.shortName()).ifPresent(privileges -> {
            try {
                access.check(privileges);
            } catch (Refused refused) {
                throw Refused.badRequest("a rule in " + attribute + " cannot be evaluated: " + refused.sentence());
            }
        });
    }

    /** Without a rule nobody could ever touch the policy again. TS-0004 §7.4.2.2.1, §7.4.2.2.3 */
    private static void refuseEmpty(Value privileges) {
        if (privileges instanceof Value.Fields fields
                && fields.find("acr").orElse(null) instanceof Value.Items(var rules)
                && !rules.isEmpty()) return;
        throw Refused.badRequest("pvs must have at least one rule").about("pvs");
    }
}
