// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A subscriber identity module. TS-0022 §7. */
public final class Sim {
    public static final ResourceType TYPE = MgmtObj.specialisation(1030, "dcfg:sim", "SIM")
            //         create update announced
            .attribute(IMSI, O, O, OA)
            .attribute(ICID, M, O, OA)
            .attribute(SIST, O, O, OA)
            .attribute(SITY, O, O, OA)
            .attribute(SPN, O, O, OA)
            .build();

    private Sim() {}
}
