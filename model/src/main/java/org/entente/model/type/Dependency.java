// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A further condition of an action. TS-0001 and TS-0004 of Release 4. */
public final class Dependency {
    public static final ResourceType TYPE = resourceType(66, "depr", "dependency")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(SFC, M, O, OA)
            .attribute(EVC, M, O, OA)
            .attribute(RRI, M, O, MA)
            .children("sub")
            .build();

    private Dependency() {}
}
