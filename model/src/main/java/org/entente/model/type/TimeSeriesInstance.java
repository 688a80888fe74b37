// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** One value of a time series. TS-0001 §9.6.37, TS-0004 §7.4.39. */
public final class TimeSeriesInstance {
    public static final ResourceType TYPE = resourceType(30, "tsi", "timeSeriesInstance")
            .include(Universal.INSTANCE)
            //         create update announced
            .attribute(DGT, M, NP, OA)
            .attribute(CON, M, NP, OA)
            .attribute(SNR, O, NP, OA)
            .attribute(CS, NP, NP, NA)
            .attribute(CR, O, NP, NA)
            .attribute(LOC, O, NP, OA)
            .children("smd", "trac")
            .build();

    private TimeSeriesInstance() {}
}
