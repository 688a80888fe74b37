// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

import org.entente.model.Value;

/** What all flexContainers share; each containerDefinition adds attributes. TS-0001 §9.6.35, TS-0004 §7.4.37. */
public final class FlexContainer {
    public static final int NUMBER = 28;

    public static final ResourceType TYPE = rows(ResourceType.resourceType(NUMBER, "fcnt", "flexContainer"))
            .general()
            .build();

    private FlexContainer() {}

    /** Starts a specialisation with the rows and children that all have. */
    public static ResourceType.Builder specialisation(String root, String longName, String containerDefinition) {
        return rows(ResourceType.specialisation(NUMBER, root, longName, Value.of(containerDefinition)));
    }

    private static ResourceType.Builder rows(ResourceType.Builder builder) {
        return builder.include(Universal.REGULAR)
                //         create update announced
                .attribute(CR, O, NP, NA)
                .attribute(ST, NP, NP, NA)
                .attribute(CND, M, NP, MA)
                .attribute(OR, O, O, OA)
                .attribute(CS, NP, NP, NA)
                .attribute(NL, O, O, OA)
                .attribute(LOC, O, O, OA)
                .attribute(DGT, O, O, OA)
                // Its instances, if it keeps any.
                .attribute(FCIED, O, O, NA)
                .attribute(MNI, O, O, OA)
                .attribute(MBS, O, O, OA)
                .attribute(MIA, O, O, OA)
                .attribute(CNI, NP, NP, NA)
                .attribute(CBS, NP, NP, NA)
                .children("cnt", "fcnt", "sub", "smd", "ts", "fci", "trac", "actr");
    }
}
