// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Which applications may register with which credentials. TS-0001 §9.6.29, TS-0004 §7.4.29. */
public final class ServiceSubscribedAppRule {
    public static final ResourceType TYPE = resourceType(19, "asar", "serviceSubscribedAppRule")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(APCI, O, O, NA)
            .attribute(AAI, O, O, NA)
            .attribute(AAE, O, O, NA)
            .attribute(ARI, O, O, NA)
            .children("sub", "trac")
            .build();

    private ServiceSubscribedAppRule() {}
}
