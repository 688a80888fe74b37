// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.ResourceType.resourceType;

/** A request that is answered later, and its result. TS-0001 §9.6.12, TS-0004 §7.4.12. */
public final class RequestResource {
    public static final ResourceType TYPE = resourceType(17, "req", "request")
            .include(Universal.UNANNOUNCED)
            .replace(ET, NP, NP, NA)
            .replace(LBL, NP, NP, NA)
            //         create update announced
            .attribute(OP, NP, NP, NA)
            .attribute(TG, NP, NP, NA)
            .attribute(ORG, NP, NP, NA)
            .attribute(RID, NP, NP, NA)
            .attribute(MI, NP, NP, NA)
            .attribute(PC, NP, NP, NA)
            .attribute(RS, NP, NP, NA)
            .attribute(ORS, NP, NP, NA)
            .children("sub")
            .build();

    private RequestResource() {}
}
