// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** What is done when a target asks not to be told any more. TS-0001 §9.6.32, TS-0004 §7.4.31. */
public final class NotificationTargetPolicy {
    public static final ResourceType TYPE = resourceType(26, "ntp", "notificationTargetPolicy")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(ACN, O, NP, NA)
            .always(PLBL, O, O, NA)
            .attribute(RRS, O, O, NA)
            .children("pdr", "sub", "trac")
            .build();

    private NotificationTargetPolicy() {}
}
