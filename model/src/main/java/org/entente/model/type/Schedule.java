// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** When its parent may be reached, told or run. TS-0001 §9.6.9, TS-0004 §7.4.9. */
public final class Schedule {
    public static final ResourceType TYPE = resourceType(18, "sch", "schedule")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(SE, M, O, OA)
            .attribute(NCO, O, O, OA)
            .children("sub", "trac")
            .announcedChildren("trac")
            .build();

    private Schedule() {}
}
