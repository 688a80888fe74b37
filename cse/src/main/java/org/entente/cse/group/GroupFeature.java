// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.group;

import org.entente.cse.procedure.Feature;
import org.entente.model.type.Group;

/** Groups and their members. TS-0001 §9.6.13 */
public final class GroupFeature {
    private GroupFeature() {}

    public static Feature of(GroupProcedure groups) {
        return Feature.NONE.with(Group.TYPE, groups).with(GroupProcedure.KIND, groups);
    }
}
