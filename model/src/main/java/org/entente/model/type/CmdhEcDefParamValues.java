// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** The delivery parameters of an event category. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhEcDefParamValues {
    public static final ResourceType TYPE = MgmtObj.specialisation(1015, "m2m:cmpv", "cmdhEcDefParamValues")
            //         create update announced
            .attribute(AEC, M, O, OA)
            .attribute(DQET, M, O, OA)
            .attribute(DSET, M, O, OA)
            .attribute(DOET, M, O, OA)
            .attribute(DRP, M, O, OA)
            .attribute(DDA, M, O, OA)
            .build();

    private CmdhEcDefParamValues() {}
}
