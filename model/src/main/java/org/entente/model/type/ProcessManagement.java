// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A process of states and the actions in them. TS-0001 and TS-0004 of Release 4. */
public final class ProcessManagement {
    public static final ResourceType TYPE = resourceType(63, "prmr", "processManagement")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(PRST, NP, NP, OA)
            .always(PRCT, NP, O, OA)
            .attribute(CUST, NP, NP, OA)
            .attribute(ATCOS, NP, O, OA)
            .attribute(ENCOS, NP, O, OA)
            .always(INST, NP, O, OA)
            .children("stte", "sub")
            .build();

    private ProcessManagement() {}
}
