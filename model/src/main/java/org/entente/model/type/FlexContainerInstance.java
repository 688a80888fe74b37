// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.ResourceType.resourceType;

/** The values a flexContainer had at one moment; made by the CSE alone. TS-0001 Release 4 §9.6.35. */
public final class FlexContainerInstance {
    public static final ResourceType TYPE = resourceType(58, "fci", "flexContainerInstance")
            .include(Universal.INSTANCE)
            //         create update announced
            .attribute(ST, NP, NP, NA)
            .attribute(CS, NP, NP, NA)
            .attribute(ORG, NP, NP, OA)
            .attribute(LOC, NP, NP, OA)
            .attribute(DGT, NP, NP, OA)
            .build();

    private FlexContainerInstance() {}
}
