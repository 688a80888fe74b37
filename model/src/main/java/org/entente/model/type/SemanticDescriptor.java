// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** What its parent means, as RDF. TS-0001 §9.6.30, TS-0004 §7.4.34. */
public final class SemanticDescriptor {
    public static final ResourceType TYPE = resourceType(24, "smd", "semanticDescriptor")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(DCRP, M, O, OA)
            .attribute(SOE, NP, O, NA)
            .attribute(DSP, M, O, OA)
            .attribute(OR, O, O, OA)
            .attribute(RELS, O, O, OA)
            .attribute(SVD, NP, NP, OA)
            .attribute(VLDE, O, O, OA)
            .children("sub", "trac")
            .build();

    private SemanticDescriptor() {}
}
