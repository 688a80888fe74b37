// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Members that one multicast reaches. TS-0001 §9.6.44, TS-0004 §7.4.55. */
public final class LocalMulticastGroup {
    public static final ResourceType TYPE = resourceType(45, "lmg", "localMulticastGroup")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(EGID, O, O, NA)
            .attribute(MAD, M, O, NA)
            .attribute(MGFT, M, NP, NA)
            .attribute(MLI, M, O, NA)
            .always(RSTT, O, O, NA)
            .attribute(RSTW, O, O, NA)
            .attribute(TMGI, O, O, NA)
            .declaredOnly()
            .build();

    private LocalMulticastGroup() {}
}
