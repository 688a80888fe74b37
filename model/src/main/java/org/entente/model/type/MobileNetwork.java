// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A mobile network that a device uses. TS-0022 §7. */
public final class MobileNetwork {
    public static final ResourceType TYPE = MgmtObj.specialisation(1031, "dcfg:mnwk", "mobileNetwork")
            //         create update announced
            .attribute(CNB, M, O, OA)
            .attribute(RSS, O, O, OA)
            .attribute(LIQU, O, O, OA)
            .attribute(IPAD, O, O, OA)
            .attribute(RIPA, O, O, OA)
            .attribute(APNA, O, O, OA)
            .attribute(CEID, O, O, OA)
            .attribute(SMNC, O, O, OA)
            .attribute(SMCC, O, O, OA)
            .attribute(LAC, O, O, OA)
            .attribute(COEL, O, O, OA)
            .build();

    private MobileNetwork() {}
}
