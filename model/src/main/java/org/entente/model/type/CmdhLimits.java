// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** What delivery parameters a request may ask for. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhLimits {
    public static final ResourceType TYPE = MgmtObj.specialisation(1016, "m2m:cml", "cmdhLimits")
            //         create update announced
            .attribute(OD, M, O, OA)
            .attribute(ROR, M, O, OA)
            .attribute(RCT, O, O, OA)
            .attribute(RCTN, O, O, OA)
            .attribute(RCH, O, O, OA)
            .attribute(LEC, M, O, OA)
            .attribute(LQET, M, O, OA)
            .attribute(LSET, M, O, OA)
            .attribute(LOET, M, O, OA)
            .attribute(LRP, M, O, OA)
            .attribute(LDA, M, O, OA)
            .build();

    private CmdhLimits() {}
}
