// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A role that its holder may act in. TS-0001 §9.6.38, TS-0004 §7.4.40. */
public final class Role {
    public static final ResourceType TYPE = resourceType(31, "rol", "role")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(RLID, M, NP, NA)
            .attribute(TKIS, M, NP, NA)
            .attribute(TKHD, M, NP, NA)
            .attribute(TKNB, M, NP, NA)
            .attribute(TKNA, M, NP, NA)
            .attribute(RLNM, O, NP, NA)
            .attribute(RLTL, O, O, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private Role() {}
}
