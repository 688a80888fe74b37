// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Values that come at regular times, and what of them is missing. TS-0001 §9.6.36, TS-0004 §7.4.38. */
public final class TimeSeries {
    public static final ResourceType TYPE = resourceType(29, "ts", "timeSeries")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(MNI, O, O, OA)
            .attribute(MBS, O, O, OA)
            .attribute(MIA, O, O, OA)
            .attribute(CNI, NP, NP, NA)
            .attribute(CBS, NP, NP, NA)
            .attribute(PEI, O, O, OA)
            .attribute(PEID, O, O, OA)
            .attribute(MDD, O, O, NA)
            .attribute(MDN, O, O, OA)
            .attribute(MDLT, NP, NP, NA)
            .attribute(MDC, NP, NP, NA)
            .attribute(MDT, O, O, OA)
            .attribute(OR, O, O, OA)
            .attribute(CNF, O, NP, OA)
            .attribute(LOC, O, O, OA)
            .children("tsi", "sub", "smd", "trac", "actr")
            .build();

    private TimeSeries() {}
}
