// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A mashup that is made. TS-0001 §9.6.54, TS-0004 §7.4.50. */
public final class SemanticMashupInstance {
    public static final ResourceType TYPE = resourceType(41, "smi", "semanticMashupInstance")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(MJID, M, O, OA)
            .removable(JPIN, M, O, OA)
            .attribute(MST, M, O, OA)
            .attribute(MSM, O, O, OA)
            .attribute(RGT, M, O, OA)
            .attribute(PRG, O, O, OA)
            .children("smr", "smd", "sub", "trac")
            .declaredOnly()
            .build();

    private SemanticMashupInstance() {}
}
