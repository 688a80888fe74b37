// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.polling;

import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Resource;

/** Lets an entity have one polling channel, under its own registration. TS-0004 §7.4.21. */
public final class PollingChannelProcedure implements Procedure {
    private final Identity identity;

    public PollingChannelProcedure(Identity identity) {
        this.identity = identity;
    }

    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        if (request.operation() == Operation.CREATE && !isItself(request, target))
            throw Refused.noPrivilege(request.from() + " is not the entity that " + target.path()
                    + " stands for"); // [TS-0004 §7.4.21.2.1]
        if (Value.of(true).equals(attributes.find(Attributes.RQAG.shortName()).orElse(null)))
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "several requests in one answer (rqag) are not implemented");
        return List.of();
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        var existing = turn.view().children(parent.ri(), PollingChannel.TYPE.number());
        if (!existing.isEmpty()) // [TS-0001 §9.6.5, §9.6.4] 0..1
        throw Refused.conflict(parent.path() + " has a polling channel already, "
                + existing.getFirst().rn());
        turn.create(created);
    }

    private boolean isItself(Request request, Resource entity) {
        return entity.text(Attributes.AEI)
                .or(() -> entity.text(Attributes.CSI))
                .map(identity::originator)
                .filter(identity.originator(request.from())::equals)
                .isPresent();
    }
}
