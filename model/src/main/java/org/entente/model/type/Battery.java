// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** The state of a battery. TS-0001 §D.7, TS-0004 §D.7. */
public final class Battery {
    public static final ResourceType TYPE = MgmtObj.specialisation(1006, "m2m:bat", "battery")
            //         create update announced
            .attribute(BTL, M, O, OA) // per cent
            .attribute(BTS, M, O, OA)
            .build();

    private Battery() {}
}
