// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A request on its way between CSEs. TS-0001 §9.6.11, TS-0004 §7.4.11. */
public final class Delivery {
    public static final ResourceType TYPE = resourceType(6, "dlv", "delivery")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(SR, M, NP, NA)
            .attribute(TG, M, NP, NA)
            .attribute(LS, M, O, NA)
            .attribute(EC, M, O, NA)
            .attribute(DMD, M, O, NA)
            .always(ARQ, O, O, NA)
            .children("sub")
            .build();

    private Delivery() {}
}
