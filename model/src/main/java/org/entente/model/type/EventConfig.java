// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** An event that statistics count. TS-0001 §9.6.24, TS-0004 §7.4.24. */
public final class EventConfig {
    public static final ResourceType TYPE = resourceType(7, "evcg", "eventConfig")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(EVI, NP, NP, NA)
            .attribute(EVT, M, O, NA)
            .attribute(EVS, O, O, NA)
            .attribute(EVE, O, O, NA)
            .attribute(OPT, O, O, NA)
            .attribute(DS, O, O, NA)
            .attribute(ERTS, O, O, NA)
            .attribute(ERIS, O, O, NA)
            .children("sub", "trac")
            .build();

    private EventConfig() {}
}
