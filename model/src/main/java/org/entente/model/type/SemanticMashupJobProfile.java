// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** How a mashup is made of members. TS-0001 §9.6.53, TS-0004 §7.4.49. */
public final class SemanticMashupJobProfile {
    public static final ResourceType TYPE = resourceType(40, "smjp", "semanticMashupJobProfile")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(MBFT, M, O, OA)
            .attribute(MIID, O, O, OA)
            .attribute(IPTD, O, O, OA)
            .attribute(UPTD, M, O, OA)
            .attribute(FUCD, M, O, OA)
            .children("sub", "smi", "smd", "trac")
            .declaredOnly()
            .build();

    private SemanticMashupJobProfile() {}
}
