// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.ResourceType.resourceType;

/** Which CSEs refer to an AE. TS-0001 §9.6.45, TS-0004 §7.4.53. */
public final class AeContactList {
    public static final ResourceType TYPE = resourceType(43, "alst", "AEContactList")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(NIC, NP, NP, NA)
            .children("sub", "alpc", "trac")
            .build();

    private AeContactList() {}
}
