// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A device, as its management objects describe it. TS-0001 §9.6.18, TS-0004 §7.4.18. */
public final class Node {
    public static final ResourceType TYPE = resourceType(14, "nod", "node")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(NI, M, O, MA)
            .attribute(HCL, O, O, OA)
            .attribute(HAEL, O, O, OA)
            .attribute(HSL, O, O, OA)
            .attribute(MGCA, O, O, OA)
            .attribute(RMS, NP, NP, OA)
            .attribute(NID, NP, NP, OA)
            .attribute(NTY, O, O, OA)
            .children("mgmtObj", "sub", "smd", "trac", "sch", "fcnt", "actr")
            .announcedChildren("mgmtObjA", "smd", "smdA", "schA", "fcnt", "fcntA", "actr", "actrA", "sub", "trac")
            .build();

    private Node() {}
}
