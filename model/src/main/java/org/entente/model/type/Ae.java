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

/** An application registered with a CSE. TS-0001 §9.6.5, TS-0004 §7.4.5. */
public final class Ae {
    public static final ResourceType TYPE = resourceType(2, "ae", "AE")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(APN, O, O, OA)
            .attribute(API, M, NP, OA)
            .attribute(AEI, NP, NP, OA)
            .attribute(POA, O, O, OA)
            .attribute(OR, O, O, OA)
            .attribute(NL, O, O, OA)
            .attribute(RR, M, O, OA)
            .attribute(CSZ, O, O, OA)
            .attribute(ESI, O, O, MA)
            .attribute(MEI, O, O, NA)
            .removable(SRV, M, O, MA)
            .attribute(REGS, O, O, OA)
            .attribute(TRPS, O, O, OA)
            .attribute(SCP, O, O, OA)
            .attribute(TREN, O, O, OA)
            .attribute(APE, O, O, OA)
            .attribute(TRI, O, O, NA)
            .attribute(TRN, O, O, NA)
            .attribute(LOC, O, O, OA)
            .children(
                    "sub", "cnt", "grp", "acp", "pch", "smd", "dac", "fcnt", "ts", "smi", "mms", "tgr", "crs", "tram",
                    "trac", "lcp", "prmr", "actr", "prp", "tsb")
            .build();

    private Ae() {}
}
