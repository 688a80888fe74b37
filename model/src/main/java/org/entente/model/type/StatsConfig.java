// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Which events statistics are collected of. TS-0001 §9.6.23, TS-0004 §7.4.23. */
public final class StatsConfig {
    public static final ResourceType TYPE = resourceType(22, "stcg", "statsConfig")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .children("evcg", "sub", "trac")
            .build();

    private StatsConfig() {}
}
