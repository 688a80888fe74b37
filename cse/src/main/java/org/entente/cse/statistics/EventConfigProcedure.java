// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import java.util.List;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Keeps events such that they can be noticed. TS-0004 §7.4.24.2, TS-0001 §10.2.11.6. */
public final class EventConfigProcedure implements Procedure {
    static final int DATA_OPERATION = 1; // m2m:eventType
    static final int STORAGE_BASED = 2;
    static final int TIMER_BASED = 3;

    /** By type what only an event of that type has. TS-0004 §7.4.24.1 */
    private static final List<List<Attribute>> OWN = List.of(
            List.of(), List.of(Attributes.OPT), List.of(Attributes.DS), List.of(Attributes.EVS, Attributes.EVE));

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        validate(turn, created);
        turn.create(created.with(Attributes.EVI, created.ri()));
    }

    @Override
    public void validate(Turn turn, Resource event) {
        int type = (int) event.whole(Attributes.EVT, 0);
        for (int other = 1; other < OWN.size(); other++)
            for (var each : OWN.get(other))
                if (other != type && event.has(each))
                    throw Refused.badRequest(each + " goes with an event of evt = " + other + " only");
        if (type == STORAGE_BASED && event.whole(Attributes.DS, 0) < 1)
            throw Refused.badRequest("an event of evt = 2 needs ds, in bytes and above zero");
        if (event.has(Attributes.ERTS) && event.has(Attributes.ERIS))
            throw Refused.badRequest("an event has either erts or eris, not both");
        var start = event.text(Attributes.EVS);
        var end = event.text(Attributes.EVE);
        if (start.isPresent() && end.isPresent() && end.get().compareTo(start.get()) < 0)
            throw Refused.badRequest("eve is before evs").about("eve");
    }
}
