// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.O;

/** Credentials of a device. TS-0022 §7. */
public final class Credentials {
    public static final ResourceType TYPE = MgmtObj.specialisation(1029, "dcfg:crds", "credentials")
            //         create update announced
            .attribute(PUR, O, O, OA)
            .attribute(CRID, O, O, OA)
            .attribute(CRSE, O, O, OA)
            .attribute(CRTK, O, O, OA)
            .build();

    private Credentials() {}
}
