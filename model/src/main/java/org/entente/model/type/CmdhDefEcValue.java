// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** The event category of requests that say none. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhDefEcValue {
    public static final ResourceType TYPE = MgmtObj.specialisation(1014, "m2m:cmdv", "cmdhDefEcValue")
            //         create update announced
            .attribute(OD, M, O, OA)
            .attribute(DEV, M, O, OA)
            .attribute(ROR, M, O, OA)
            .attribute(RCT, O, O, OA)
            .attribute(RCTN, O, O, OA)
            .attribute(RCH, O, O, OA)
            .build();

    private CmdhDefEcValue() {}
}
