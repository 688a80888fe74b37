// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

/** A firmware image and its installation. TS-0001 §D.2, TS-0004 §D.2. */
public final class Firmware {
    public static final ResourceType TYPE = MgmtObj.specialisation(1001, "m2m:fwr", "firmware")
            //         create update announced
            .attribute(VR, M, O, OA)
            .attribute(FWN, M, O, OA)
            .attribute(URL, M, O, OA)
            .attribute(UD, M, O, OA)
            .always(UDS, NP, O, OA)
            .build();

    private Firmware() {}
}
