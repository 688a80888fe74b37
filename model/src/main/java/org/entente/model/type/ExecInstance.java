// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** One run of a management command on one node. TS-0001 §9.6.17, TS-0004 §7.4.17. */
public final class ExecInstance {
    public static final ResourceType TYPE = resourceType(8, "exin", "execInstance")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(EXS, NP, NP, NA)
            .attribute(EXR, NP, NP, NA)
            .attribute(EXD, NP, O, NA)
            .attribute(EXT, NP, NP, NA)
            .attribute(EXM, NP, NP, NA)
            .attribute(EXF, NP, NP, NA)
            .attribute(EXY, NP, NP, NA)
            .attribute(EXN, NP, NP, NA)
            .attribute(EXRA, NP, NP, NA)
            .children("sub", "trac")
            .build();

    private ExecInstance() {}
}
