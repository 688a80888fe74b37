// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Asks a policy decision point for a decision. TS-0001 §9.6.41, TS-0004 §7.4.43. */
public final class AuthorizationDecision {
    public static final ResourceType TYPE = resourceType(35, "auds", "authorizationDecision")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(DEC, NP, NP, NA)
            .attribute(SUS, NP, NP, NA)
            .attribute(TO, O, O, NA)
            .attribute(FR, O, O, NA)
            .attribute(OP, O, O, NA)
            .attribute(RRT, O, O, NA)
            .attribute(FU, O, O, NA)
            .attribute(RIDS, O, O, NA)
            .attribute(TIDS, O, O, NA)
            .attribute(TKNS, O, O, NA)
            .attribute(RTM, O, O, NA)
            .attribute(OLO, O, O, NA)
            .attribute(OIP, O, O, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private AuthorizationDecision() {}
}
