// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A device in a network behind a gateway. TS-0001 §D.6, TS-0004 §D.6. */
public final class AreaNwkDeviceInfo {
    public static final ResourceType TYPE = MgmtObj.specialisation(1005, "m2m:andi", "areaNwkDeviceInfo")
            //         create update announced
            .attribute(DVD, M, O, OA)
            .attribute(DVT, M, O, OA)
            .attribute(AWI, M, O, OA)
            .attribute(SLI, O, O, OA) // seconds
            .attribute(SLD, O, O, OA) // seconds
            .attribute(SS, O, O, OA)
            .attribute(LNH, O, O, OA)
            .build();

    private AreaNwkDeviceInfo() {}
}
