// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Asks a network when a large transfer is cheap. TS-0001 §9.6.60, TS-0004 §7.4.59. */
public final class BackgroundDataTransfer {
    public static final ResourceType TYPE = resourceType(49, "bdt", "backgroundDataTransfer")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(VPN, M, O, NA)
            .attribute(NON, M, O, NA)
            .removable(DTW, M, O, NA)
            .attribute(TSG, O, O, NA)
            .attribute(GGI, O, O, NA)
            .attribute(GLI, O, O, NA)
            .attribute(MID, O, O, NA)
            .children("sub")
            .declaredOnly()
            .build();

    private BackgroundDataTransfer() {}
}
