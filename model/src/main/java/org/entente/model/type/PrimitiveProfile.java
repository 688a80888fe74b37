// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** What is added to or taken from primitives. TS-0001 and TS-0004 of Release 4. */
public final class PrimitiveProfile {
    public static final ResourceType TYPE = resourceType(62, "prp", "primitiveProfile")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(IDL, M, O, OA)
            .attribute(RTYS, O, O, OA)
            .attribute(OPS, O, O, OA)
            .attribute(RSDS, O, O, OA)
            .attribute(RVS, O, NP, OA)
            .attribute(ADDS, O, O, OA)
            .attribute(DELS, O, O, OA)
            .attribute(APPL, O, O, OA)
            .children("sub")
            .build();

    private PrimitiveProfile() {}
}
