// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** One state of a process. TS-0001 and TS-0004 of Release 4. */
public final class State {
    public static final ResourceType TYPE = resourceType(64, "stte", "state")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(SACT, NP, NP, OA)
            .attribute(STAC, NP, O, OA)
            .attribute(STTRS, O, O, OA)
            .children("actr", "sub")
            .build();

    private State() {}
}
