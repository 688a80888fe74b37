// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** A state begins asleep, and is changed only while its process is not under way. TS-0001 and TS-0004 of Release 4 (state). */
public final class StateProcedure implements Procedure {
    private final ProcessShape shape;

    StateProcedure(ProcessShape shape) {
        this.shape = shape;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        checkIdle(parent);
        turn.create(created.with(Attributes.SACT, Value.of(false)));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        turn.byId(before.pi()).ifPresent(StateProcedure::checkIdle);
        if (after.has(Attributes.STAC) && shape.action(after, turn.view()).isEmpty())
            throw ProcessShape.invalid("stac names no action of this state");
        turn.update(before, after);
    }

    @Override
    public void delete(Turn turn, Resource parent, Resource state) {
        checkIdle(parent);
        turn.delete(state);
    }

    private static void checkIdle(Resource process) {
        if (ProcessStatus.of(process).isUnderWay())
            throw Refused.notAllowed("a process that is under way cannot be changed; disable it before");
    }
}
