// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** When a notification target policy applies. TS-0001 §9.6.33, TS-0004 §7.4.32. */
public final class PolicyDeletionRules {
    public static final ResourceType TYPE = resourceType(27, "pdr", "policyDeletionRules")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(DR, O, NP, NA)
            .attribute(DRR, O, O, NA)
            .children("sub", "trac")
            .build();

    private PolicyDeletionRules() {}
}
