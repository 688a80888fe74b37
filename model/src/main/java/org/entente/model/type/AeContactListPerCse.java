// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.ResourceType.resourceType;

/** The AEs that one CSE refers to. TS-0001 §9.6.46, TS-0004 §7.4.54. */
public final class AeContactListPerCse {
    public static final ResourceType TYPE = resourceType(44, "alpc", "AEContactListPerCSE")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CSI, NP, NP, NA)
            .attribute(AIL, NP, NP, NA)
            .build();

    private AeContactListPerCse() {}
}
