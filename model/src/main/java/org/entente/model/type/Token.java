// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A token that grants its holder permissions. TS-0001 §9.6.39, TS-0004 §7.4.41. */
public final class Token {
    public static final ResourceType TYPE = resourceType(32, "tk", "token")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(TKID, M, NP, NA)
            .attribute(TKOB, M, NP, NA)
            .attribute(VR, O, NP, NA)
            .attribute(TKIS, O, NP, NA)
            .attribute(TKHD, O, NP, NA)
            .attribute(TKNB, O, NP, NA)
            .attribute(TKNA, O, NP, NA)
            .attribute(TKNM, O, NP, NA)
            .attribute(TKAU, O, NP, NA)
            .attribute(TKPS, O, NP, NA)
            .attribute(TKEX, O, NP, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private Token() {}
}
