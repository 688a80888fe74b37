// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** What a mashup gave. TS-0001 §9.6.56, TS-0004 §7.4.52. */
public final class SemanticMashupResult {
    public static final ResourceType TYPE = resourceType(42, "smr", "semanticMashupResult")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(JPIN, NP, NP, OA)
            .attribute(MRF, NP, NP, OA)
            .attribute(MRT, NP, NP, OA)
            .children("smd", "sub", "trac")
            .declaredOnly()
            .build();

    private SemanticMashupResult() {}
}
