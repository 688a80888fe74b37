// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** The root of a CSE: what it is, where it is reached, what it supports. TS-0001 §9.6.3, TS-0004 §7.4.3. */
public final class CseBase {
    public static final ResourceType TYPE = resourceType(5, "cb", "CSEBase")
            .include(Universal.UNIVERSAL)
            //         create update announced
            .attribute(ACPI, NP, O, MA)
            .attribute(CST, NP, NP, OA)
            .attribute(CSI, NP, NP, OA)
            .attribute(SPI, NP, NP, OA)
            .attribute(ICI, NP, NP, OA)
            .attribute(SRT, NP, NP, NA)
            .always(POA, NP, O, OA)
            .attribute(NL, NP, NP, OA)
            .attribute(DACI, NP, O, OA)
            .attribute(CSZ, NP, NP, OA)
            .attribute(ESI, NP, O, MA)
            .attribute(SRV, NP, NP, MA)
            .attribute(CSTN, NP, O, NA)
            .attribute(LOC, NP, O, OA)
            .attribute(NCP, NP, O, NA)
            .attribute(CTM, NP, NP, NA) // of the moment of the answer
            .children(
                    "cbA", "csr", "csrA", "nod", "nodA", "ae", "aeA", "cnt", "grp", "acp", "sub", "mgc", "lcp", "stcg",
                    "stcl", "req", "dlv", "sch", "mssp", "asar", "ntp", "dac", "fcnt", "ts", "rol", "tk", "auds",
                    "aupy", "auif", "ontr", "smjp", "smi", "alst", "lmg", "crs", "bdt", "tram", "trac", "prmr", "actr",
                    "tsb", "prp")
            // All that is announced and has no announced parent comes under its variant. [TS-0004 §7.3.3.10]
            .announced(
                    "acp",
                    "acpA",
                    "actr",
                    "actrA",
                    "aeA",
                    "cnt",
                    "cntA",
                    "csrA",
                    "deprA",
                    "fcnt",
                    "fcntA",
                    "grp",
                    "grpA",
                    "lcpA",
                    "mgmtObjA",
                    "mmsA",
                    "nodA",
                    "ontA",
                    "ontrA",
                    "prmrA",
                    "prpA",
                    "schA",
                    "smdA",
                    "smiA",
                    "smjpA",
                    "smrA",
                    "stteA",
                    "sub",
                    "trac",
                    "ts",
                    "tsA",
                    "tsbA")
            .build();

    private CseBase() {}
}
