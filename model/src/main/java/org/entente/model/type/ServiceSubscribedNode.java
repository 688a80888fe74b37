// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A node that a service subscription covers. TS-0001 §9.6.20, TS-0004 §7.4.20. */
public final class ServiceSubscribedNode {
    public static final ResourceType TYPE = resourceType(20, "svsn", "serviceSubscribedNode")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(NI, M, NP, NA)
            .attribute(CSI, O, NP, NA)
            .attribute(DI, O, NP, NA)
            .attribute(RLK, O, O, NA)
            .attribute(NRQ, O, O, NA)
            .children("sub", "trac")
            .build();

    private ServiceSubscribedNode() {}
}
