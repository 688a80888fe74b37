// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A transaction over several resources. TS-0001 §9.6.47, TS-0004 §7.4.60. */
public final class TransactionMgmt {
    public static final ResourceType TYPE = resourceType(50, "tram", "transactionMgmt")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(TLTM, O, NP, NA)
            .attribute(TEXT, O, NP, NA)
            .attribute(TCT, O, NP, NA)
            .attribute(TEPT, O, NP, NA)
            .attribute(TMD, O, NP, NA)
            .attribute(TLTP, O, NP, NA)
            .attribute(TCTL, NP, O, NA)
            .attribute(TRST, NP, NP, NA)
            .attribute(TMR, O, O, NA)
            .attribute(TMH, O, O, NA)
            .attribute(RQPS, M, NP, NA)
            .attribute(RSPS, NP, NP, NA)
            .children("sub")
            .build();

    private TransactionMgmt() {}
}
