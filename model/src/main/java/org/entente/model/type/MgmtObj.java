// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

import org.entente.model.Value;

/** What all management objects share; each kind is a specialisation of its own. TS-0001 §9.6.15, TS-0004 §7.4.15. */
public final class MgmtObj {
    public static final int NUMBER = 13;

    public static final ResourceType TYPE =
            rows(ResourceType.resourceType(NUMBER, "mgo", "mgmtObj")).general().build();

    private MgmtObj() {}

    /** Starts a management object with the rows and children that all have. */
    static ResourceType.Builder specialisation(int mgmtDefinition, String root, String longName) {
        return rows(ResourceType.specialisation(NUMBER, root, longName, Value.of(mgmtDefinition)));
    }

    private static ResourceType.Builder rows(ResourceType.Builder builder) {
        return builder.include(Universal.REGULAR)
                //         create update announced
                .attribute(MGD, M, NP, MA)
                .attribute(OBIS, O, NP, OA)
                .attribute(OBPS, O, NP, OA)
                .attribute(DC, O, O, OA)
                .attribute(MGS, O, NP, MA)
                .attribute(CMLK, O, O, OA)
                .children("sub", "smd", "trac");
    }
}
