// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Which policy applies to which notification targets. TS-0001 §9.6.31, TS-0004 §7.4.30. */
public final class NotificationTargetMgmtPolicyRef {
    public static final ResourceType TYPE = resourceType(25, "ntpr", "notificationTargetMgmtPolicyRef")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(NTU, M, O, NA)
            .attribute(NPI, O, O, NA)
            .children("sub", "trac")
            .build();

    private NotificationTargetMgmtPolicyRef() {}
}
