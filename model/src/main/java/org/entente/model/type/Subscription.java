// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Whom to tell what when its parent changes. TS-0001 §9.6.8, TS-0004 §7.4.8. */
public final class Subscription {
    public static final ResourceType TYPE = resourceType(23, "sub", "subscription")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(ENC, O, O, NA)
            .attribute(EXC, O, O, NA)
            .attribute(NU, M, O, NA)
            .attribute(GPI, O, O, NA)
            .attribute(NFU, O, O, NA)
            .attribute(BN, O, O, NA)
            .attribute(RL, O, O, NA)
            .attribute(PSN, O, NP, NA)
            .attribute(PN, O, O, NA)
            .attribute(NSP, O, O, NA)
            .attribute(LN, O, O, NA)
            .always(NCT, O, O, NA)
            .attribute(NEC, O, O, NA)
            .attribute(SU, O, NP, NA)
            .attribute(ACRS, O, O, NA)
            .attribute(NSE, O, O, NA)
            .attribute(NSI, NP, NP, NA)
            .attribute(EENO, O, O, NA)
            .attribute(MA, O, O, NA)
            .children("sch", "ntpr", "trac")
            .build();

    private Subscription() {}
}
