// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Asks a policy information point for roles and tokens. TS-0001 §9.6.43, TS-0004 §7.4.45. */
public final class AuthorizationInformation {
    public static final ResourceType TYPE = resourceType(37, "auif", "authorizationInformation")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(SUS, NP, NP, NA)
            .attribute(FR, O, O, NA)
            .attribute(RIDS, O, O, NA)
            .attribute(TIDS, O, O, NA)
            .children("rol", "tk", "sub", "trac")
            .declaredOnly()
            .build();

    private AuthorizationInformation() {}
}
