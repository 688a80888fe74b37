// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.statistics;

import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Turn;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Keeps what is to be collected such that it can be. TS-0004 §7.4.25.2, TS-0001 §10.2.11.10. */
public final class StatsCollectProcedure implements Procedure {
    private final Identity identity;

    public StatsCollectProcedure(Identity identity) {
        this.identity = identity;
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        validate(turn, created);
        // Unique in the service provider's domain, as a resource's address is. [TS-0004 §7.4.25.2.1]
        turn.create(created.with(Attributes.SCI, identity.spRelative(created.ri())));
    }

    /** The event may come later: until then nothing is collected. */
    @Override
    public void validate(Turn turn, Resource collection) {
        if (!collection.has(Attributes.EVI)) throw Refused.badRequest("a collection by events (sm = 1) needs evi");
        Rule.period(collection);
    }
}
