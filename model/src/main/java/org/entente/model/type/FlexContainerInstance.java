// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;

import java.util.Optional;

/** The values a flexContainer had at one moment; made by the CSE alone. TS-0001 Release 4 §9.6.35. */
public final class FlexContainerInstance {
    public static final int NUMBER = 58;

    public static final ResourceType TYPE = rows(ResourceType.resourceType(NUMBER, "fci", "flexContainerInstance"))
            .general()
            .build();

    private FlexContainerInstance() {}

    /** The instance type of a flexContainer: its own attributes, none of which a request may write. TS-0023 §6. */
    static ResourceType of(ResourceType flexContainer) {
        var instance = rows(ResourceType.derived(
                NUMBER, flexContainer.root() + "Inst", flexContainer.longName() + "Inst", Optional.empty()));
        for (var row : flexContainer.rows().values())
            if (!FlexContainer.TYPE.has(row.attribute())) instance.attribute(row.attribute(), NP, NP, row.announced());
        return instance.build();
    }

    private static ResourceType.Builder rows(ResourceType.Builder builder) {
        return builder.include(Universal.INSTANCE)
                //         create update announced
                .attribute(ST, NP, NP, NA)
                .attribute(CS, NP, NP, NA)
                .attribute(ORG, NP, NP, OA)
                .attribute(LOC, NP, NP, OA)
                .attribute(DGT, NP, NP, OA);
    }
}
