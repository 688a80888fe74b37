// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Where authorization decisions are asked for. TS-0001 §9.6.40, TS-0004 §7.4.36. */
public final class DynamicAuthorizationConsultation {
    public static final ResourceType TYPE = resourceType(34, "dac", "dynamicAuthorizationConsultation")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(DAE, M, O, NA)
            .attribute(DAP, M, O, NA)
            .attribute(DAL, O, O, NA)
            .children("sub", "trac")
            .build();

    private DynamicAuthorizationConsultation() {}
}
