// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A request that is sent when a condition holds. TS-0001 and TS-0004 of Release 4. */
public final class Action {
    public static final ResourceType TYPE = resourceType(65, "actr", "action")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(APY, O, O, OA)
            .attribute(SRI, O, O, OA)
            .attribute(EVC, M, O, OA)
            .attribute(EVM, M, O, OA)
            .attribute(ECP, O, O, OA)
            .attribute(DEP, NP, O, OA)
            .attribute(ORC, M, O, MA)
            .attribute(APV, M, O, MA)
            .attribute(IPU, O, O, OA)
            .attribute(AIR, NP, NP, OA)
            .children("depr", "sub")
            .build();

    private Action() {}
}
