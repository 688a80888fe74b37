// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A log that a device keeps. TS-0001 §D.11, TS-0004 §D.11. */
public final class EventLog {
    public static final ResourceType TYPE = MgmtObj.specialisation(1010, "m2m:evl", "eventLog")
            //         create update announced
            .attribute(LGT, M, O, OA)
            .attribute(LGD, M, O, OA)
            .attribute(LGST, M, O, OA)
            .always(LGA, O, O, OA)
            .always(LGO, O, O, OA)
            .build();

    private EventLog() {}
}
