// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Rules are for those who register with a node's CSE, so a node without one has none. TS-0004 §7.4.20.2. */
public final class ServiceSubscribedNodeProcedure implements Procedure {

    @Override
    public void validate(Turn turn, Resource node) {
        if (node.has(Attributes.RLK) && !node.has(Attributes.CSI))
            throw Refused.badRequest("a node has rlk only together with csi");
    }
}
