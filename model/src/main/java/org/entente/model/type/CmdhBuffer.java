// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** How much is kept of what cannot be delivered yet. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhBuffer {
    public static final ResourceType TYPE = MgmtObj.specialisation(1019, "m2m:cmbf", "cmdhBuffer")
            //         create update announced
            .attribute(AEC, M, O, OA)
            .attribute(MBFS, M, O, OA)
            .attribute(SGP, M, O, OA)
            .build();

    private CmdhBuffer() {}
}
