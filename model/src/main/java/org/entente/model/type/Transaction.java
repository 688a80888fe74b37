// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** The part of a transaction that one resource plays. TS-0001 §9.6.48, TS-0004 §7.4.61. */
public final class Transaction {
    public static final ResourceType TYPE = resourceType(51, "trac", "transaction")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(TID, M, NP, NA)
            .always(TCTL, NP, O, NA)
            .attribute(TRST, NP, NP, NA)
            .attribute(TLTM, O, NP, NA)
            .attribute(TEXT, O, NP, NA)
            .attribute(TCT, O, NP, NA)
            .attribute(TLTP, O, NP, NA)
            .attribute(RQP, M, NP, NA)
            .attribute(RSP, NP, NP, NA)
            .children("sub")
            .build();

    private Transaction() {}
}
