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
        turn.update(before, Instances.evict(turn, after)); // [TS-0001 §9.6.6] maxNrOfInstances, maxByteSize
    }
}
