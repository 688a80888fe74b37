// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** A container starts empty, and drops what a smaller maximum leaves no room for. TS-0004 §7.4.6. */
public final class ContainerProcedure implements Procedure {

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(created.with(Attributes.CNI, 0).with(Attributes.CBS, 0));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        // What could not be read before cannot be read afterwards either. [TS-0001 §9.6.6] disableRetrieval
        var kept = hides(before) && !hides(after) ? Instances.discarded(after) : after;
        turn.update(before, Instances.evict(turn, kept)); // [TS-0001 §9.6.6] maxNrOfInstances, maxByteSize
    }

    private static boolean hides(Resource container) {
        return container.truth(Attributes.DISR).orElse(false);
    }
}
