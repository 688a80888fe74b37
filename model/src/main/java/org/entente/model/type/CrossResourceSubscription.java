// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Tells when several resources change within a time. TS-0001 §9.6.58, TS-0004 §7.4.58. */
public final class CrossResourceSubscription {
    public static final ResourceType TYPE = resourceType(48, "crs", "crossResourceSubscription")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(RRAT, O, NP, NA)
            .attribute(SRAT, O, NP, NA)
            .attribute(RRATS, NP, NP, NA)
            .attribute(TWT, M, O, NA)
            .attribute(TWS, M, O, NA)
            .attribute(ENCS, O, NP, NA)
            .attribute(NEC, O, NP, NA)
            .attribute(EXC, O, O, NA)
            .attribute(NU, M, O, NA)
            .attribute(SU, O, NP, NA)
            .attribute(EEM, O, O, NA)
            .attribute(NSE, O, O, NA)
            .attribute(NSI, NP, NP, NA)
            .children("ntpr", "trac", "sch")
            .build();

    private CrossResourceSubscription() {}
}
