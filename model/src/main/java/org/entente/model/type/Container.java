// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A folder of content instances that drops the oldest when it is full. TS-0001 §9.6.6, TS-0004 §7.4.6. */
public final class Container {
    public static final ResourceType TYPE = resourceType(3, "cnt", "container")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(ST, NP, NP, NA)
            .attribute(MNI, O, O, OA) // instances
            .attribute(MBS, O, O, OA) // bytes
            .attribute(MIA, O, O, OA) // seconds
            .attribute(CNI, NP, NP, NA)
            .attribute(CBS, NP, NP, NA)
            .attribute(LI, NP, NP, OA)
            .attribute(OR, O, O, OA)
            .attribute(DISR, O, O, OA)
            .attribute(LOC, O, O, OA)
            .children("cin", "cnt", "fcnt", "ts", "sub", "smd", "trac", "actr")
            .build();

    private Container() {}
}
