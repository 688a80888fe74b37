// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** How much memory a device has and has left. TS-0001 §D.4, TS-0004 §D.4. */
public final class Memory {
    public static final ResourceType TYPE = MgmtObj.specialisation(1003, "m2m:mem", "memory")
            //         create update announced
            .attribute(MMA, M, O, OA)
            .attribute(MMT, M, O, OA)
            .build();

    private Memory() {}
}
