// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.ResourceType.resourceType;

/** What an M2M service subscription covers. TS-0001 §9.6.19, TS-0004 §7.4.19. */
public final class ServiceSubscriptionProfile {
    public static final ResourceType TYPE = resourceType(11, "mssp", "m2mServiceSubscriptionProfile")
            .include(Universal.UNANNOUNCED)
            .children("sub", "svsn", "trac")
            .build();

    private ServiceSubscriptionProfile() {}
}
