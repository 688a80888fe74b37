// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** One content of a container; it never changes. TS-0001 §9.6.7, TS-0004 §7.4.7. */
public final class ContentInstance {
    public static final ResourceType TYPE = resourceType(4, "cin", "contentInstance")
            .include(Universal.INSTANCE)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(ST, NP, NP, NA)
            .attribute(CNF, O, NP, OA)
            .attribute(CS, NP, NP, NA)
            .attribute(CONR, O, NP, OA)
            .attribute(OR, O, NP, OA)
            .attribute(CON, M, NP, OA)
            .attribute(DCNT, O, NP, NA)
            .attribute(DGT, O, NP, OA)
            .attribute(LOC, O, NP, OA)
            .children("smd", "trac")
            .build();

    private ContentInstance() {}
}
