// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** One ontology. TS-0001 §9.6.51, TS-0004 §7.4.47. */
public final class Ontology {
    public static final ResourceType TYPE = resourceType(39, "ont", "ontology")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(DC, O, O, OA)
            .attribute(ONTF, M, O, OA)
            .attribute(ONTC, M, O, OA)
            .attribute(SOE, NP, O, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private Ontology() {}
}
