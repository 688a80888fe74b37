// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** What delivery parameters are where a request says none. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhDefaults {
    public static final ResourceType TYPE = MgmtObj.specialisation(1013, "m2m:cmdf", "cmdhDefaults")
            //         create update announced
            .replace(CMLK, M, O, OA)
            .build();

    private CmdhDefaults() {}
}
