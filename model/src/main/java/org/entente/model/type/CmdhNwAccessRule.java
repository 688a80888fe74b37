// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** When one network may be used. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhNwAccessRule {
    public static final ResourceType TYPE = MgmtObj.specialisation(1018, "m2m:cmwr", "cmdhNwAccessRule")
            //         create update announced
            .attribute(TTN, M, O, OA)
            .attribute(MRV, M, O, OA)
            .attribute(SWT, M, O, OA)
            .attribute(BOP, M, O, OA)
            .attribute(OHC, O, O, OA)
            .replace(CMLK, M, O, OA)
            .build();

    private CmdhNwAccessRule() {}
}
