// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** Which set of delivery rules applies. TS-0001 §D.12, TS-0004 §D.12. */
public final class ActiveCmdhPolicy {
    public static final ResourceType TYPE = MgmtObj.specialisation(1012, "m2m:acmp", "activeCmdhPolicy")
            //         create update announced
            .attribute(ACMLK, M, O, OA)
            .build();

    private ActiveCmdhPolicy() {}
}
