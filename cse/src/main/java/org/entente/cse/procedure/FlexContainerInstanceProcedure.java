// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import org.entente.model.type.Resource;

/** Takes a past value that somebody deletes off its flexContainer's counters. TS-0001 Release 4 §9.6.59. */
public final class FlexContainerInstanceProcedure implements Procedure {
    @Override
    public void delete(Turn turn, Resource parent, Resource instance) {
        Instances.release(turn, parent, instance, turn.now());
    }
}
