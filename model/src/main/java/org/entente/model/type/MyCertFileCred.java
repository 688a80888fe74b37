// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

/** A certificate of the device itself. TS-0022 §7. */
public final class MyCertFileCred {
    public static final ResourceType TYPE = MgmtObj.specialisation(1023, "dcfg:nycfc", "myCertFileCred")
            //         create update announced
            .attribute(SUIDS, M, O, OA)
            .attribute(MCFF, M, NP, OA)
            .attribute(MCFC, M, NP, OA)
            .build();

    private MyCertFileCred() {}
}
