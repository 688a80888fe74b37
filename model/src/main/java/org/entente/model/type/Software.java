// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

/** A software package and its installation. TS-0001 §D.3, TS-0004 §D.3. */
public final class Software {
    public static final ResourceType TYPE = MgmtObj.specialisation(1002, "m2m:swr", "software")
            //         create update announced
            .attribute(VR, M, O, OA)
            .attribute(SWN, M, O, OA)
            .attribute(URL, M, O, OA)
            .always(INS, NP, O, OA)
            .attribute(ACTS, NP, O, OA)
            .always(IN, NP, O, OA)
            .always(UN, NP, O, OA)
            .attribute(ACT, NP, O, OA)
            .attribute(DEA, NP, O, OA)
            .build();

    private Software() {}
}
