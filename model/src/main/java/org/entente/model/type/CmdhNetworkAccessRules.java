// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** When networks may be used for an event category. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhNetworkAccessRules {
    public static final ResourceType TYPE = MgmtObj.specialisation(1017, "m2m:cmnr", "cmdhNetworkAccessRules")
            //         create update announced
            .attribute(AECS, M, O, OA)
            .build();

    private CmdhNetworkAccessRules() {}
}
