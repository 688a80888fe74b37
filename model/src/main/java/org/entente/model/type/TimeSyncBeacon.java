// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Tells the time, at intervals or when somebody has lost it. TS-0001 and TS-0004 of Release 4. */
public final class TimeSyncBeacon {
    public static final ResourceType TYPE = resourceType(60, "tsb", "timeSyncBeacon")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(BCNR, O, NP, OA)
            .attribute(BCNC, M, O, OA)
            .attribute(BCNI, O, O, OA)
            .attribute(BCNT, O, O, OA)
            .attribute(BCNU, M, O, OA)
            .children("sub")
            .build();

    private TimeSyncBeacon() {}
}
