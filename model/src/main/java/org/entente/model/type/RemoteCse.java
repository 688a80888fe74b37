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

/** Another CSE that is registered here, or where this one is registered. TS-0001 §9.6.4, TS-0004 §7.4.4. */
public final class RemoteCse {
    public static final ResourceType TYPE = resourceType(16, "csr", "remoteCSE")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .attribute(CST, O, NP, OA)
            .attribute(POA, O, O, OA)
            .attribute(CB, M, NP, OA)
            .always(CSI, O, NP, OA)
            .attribute(SPI, O, NP, OA)
            .attribute(ICI, O, NP, OA)
            .attribute(MEI, O, O, NA)
            .attribute(TRI, O, O, NA)
            .attribute(RR, M, O, OA)
            .attribute(NL, O, O, OA)
            .attribute(TRN, O, O, NA)
            .attribute(CSZ, O, O, OA)
            .attribute(ESI, O, O, MA)
            .attribute(DCSE, O, O, OA)
            .removable(SRV, M, O, MA)
            .attribute(MTCC, O, O, OA)
            .attribute(EGID, O, O, OA)
            .attribute(TREN, O, O, OA)
            .attribute(APE, O, O, OA)
            .attribute(LOC, O, O, OA)
            .children(
                    "cnt",
                    "cntA",
                    "cinA",
                    "fcnt",
                    "fcntA",
                    "fci",
                    "grp",
                    "grpA",
                    "acp",
                    "acpA",
                    "sub",
                    "pch",
                    "nodA",
                    "dac",
                    "ts",
                    "tsA",
                    "csrA",
                    "aeA",
                    "lcpA",
                    "mgmtObjA",
                    "ontrA",
                    "smjp",
                    "smjpA",
                    "smi",
                    "smiA",
                    "smdA",
                    "crs",
                    "tram",
                    "trac",
                    "actr",
                    "actrA",
                    "prmr",
                    "prmrA",
                    "prp",
                    "tsb",
                    "tsbA",
                    "schA")
            .build();

    private RemoteCse() {}
}
