// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Whose statistics are collected for whom, and when. TS-0001 §9.6.25, TS-0004 §7.4.25. */
public final class StatsCollect {
    public static final ResourceType TYPE = resourceType(21, "stcl", "statsCollect")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(SCI, NP, NP, NA)
            .attribute(CEI, M, NP, NA)
            .attribute(CDI, O, NP, NA)
            .attribute(SRS, M, O, NA)
            .attribute(SM, M, O, NA)
            .attribute(CP, O, O, NA)
            .attribute(EVI, O, O, NA)
            .children("sub", "trac")
            .build();

    private StatsCollect() {}
}
