// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A network of devices behind a gateway. TS-0001 §D.5, TS-0004 §D.5. */
public final class AreaNwkInfo {
    public static final ResourceType TYPE = MgmtObj.specialisation(1004, "m2m:ani", "areaNwkInfo")
            //         create update announced
            .attribute(ANT, M, O, OA)
            .attribute(LDV, O, O, OA)
            .build();

    private AreaNwkInfo() {}
}
