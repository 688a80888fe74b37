// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Who may do what, on the resources that point to it and on itself. TS-0001 §9.6.2, TS-0004 §7.4.2. */
public final class AccessControlPolicy {
    public static final ResourceType TYPE = resourceType(1, "acp", "accessControlPolicy")
            .include(Universal.UNIVERSAL)
            //         create update announced
            .always(ET, O, O, MA)
            .attribute(AT, O, O, NA)
            .attribute(AA, O, O, NA)
            .attribute(AST, O, O, MA)
            .attribute(PV, M, O, MA)
            .attribute(PVS, M, O, MA)
            .attribute(ADRI, O, O, MA)
            .attribute(APRI, O, O, MA)
            .attribute(AIRI, O, O, MA)
            .children("sub", "trac")
            .build();

    private AccessControlPolicy() {}
}
