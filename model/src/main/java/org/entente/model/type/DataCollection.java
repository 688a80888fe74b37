// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** How a device collects and reports data. TS-0022 §7. */
public final class DataCollection {
    public static final ResourceType TYPE = MgmtObj.specialisation(1021, "dcfg:datc", "dataCollection")
            //         create update announced
            .attribute(CNTP, M, O, OA)
            .attribute(RPSC, O, O, OA)
            .attribute(MESC, O, O, OA)
            .attribute(MEIL, O, O, OA)
            .build();

    private DataCollection() {}
}
