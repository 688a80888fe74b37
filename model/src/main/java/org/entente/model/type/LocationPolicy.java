// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** How and when a location is found and where it is put. TS-0001 §9.6.10, TS-0004 §7.4.10. */
public final class LocationPolicy {
    public static final ResourceType TYPE = resourceType(10, "lcp", "locationPolicy")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(LOS, M, NP, OA)
            .always(LIT, O, O, OA)
            .attribute(LOU, O, O, OA)
            .attribute(LOT, O, NP, OA)
            .attribute(LOR, O, NP, OA)
            .attribute(LOI, NP, NP, OA)
            .attribute(LON, O, NP, OA)
            .attribute(LOST, NP, NP, OA)
            .attribute(GTA, O, O, OA)
            .attribute(GEC, O, O, OA)
            .attribute(AID, O, NP, OA)
            .attribute(RLKL, O, O, OA)
            .attribute(LUEC, O, O, OA)
            .children("sub", "trac")
            .announcedChildren("trac")
            .build();

    private LocationPolicy() {}
}
