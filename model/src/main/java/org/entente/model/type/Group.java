// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Resources that one request reaches together. TS-0001 §9.6.13, TS-0004 §7.4.13. */
public final class Group {
    public static final ResourceType TYPE = resourceType(9, "grp", "group")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .always(MT, O, NP, OA)
            .attribute(SPTY, O, NP, OA)
            .attribute(CNM, NP, NP, OA)
            .attribute(MNM, M, O, OA)
            .attribute(MID, M, O, OA)
            .attribute(MACP, O, O, OA)
            .attribute(MTV, NP, NP, OA)
            .always(CSY, O, NP, OA)
            .attribute(GN, O, O, OA)
            .attribute(SSI, NP, NP, OA)
            .attribute(NAR, O, O, OA)
            .children("sub", "smd", "trac", "actr")
            .build();

    private Group() {}
}
