// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A management command that can be run on nodes. TS-0001 §9.6.16, TS-0004 §7.4.16. */
public final class MgmtCmd {
    public static final ResourceType TYPE = resourceType(12, "mgc", "mgmtCmd")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(DC, O, O, NA)
            .attribute(CMT, M, NP, NA)
            .attribute(EXRA, O, O, NA)
            .always(EXE, O, O, NA)
            .attribute(EXT, M, O, NA)
            .attribute(EXM, O, O, NA)
            .attribute(EXF, O, O, NA)
            .attribute(EXY, O, O, NA)
            .attribute(EXN, O, O, NA)
            .children("sub", "exin", "trac")
            .build();

    private MgmtCmd() {}
}
