// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Asks a policy retrieval point for policies. TS-0001 §9.6.42, TS-0004 §7.4.44. */
public final class AuthorizationPolicy {
    public static final ResourceType TYPE = resourceType(36, "aupy", "authorizationPolicy")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(PS, NP, NP, NA)
            .attribute(CA, NP, NP, NA)
            .attribute(SUS, NP, NP, NA)
            .attribute(TO, O, O, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private AuthorizationPolicy() {}
}
