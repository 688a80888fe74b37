// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

/** What a device is, as its maker describes it. TS-0001 §D.8, TS-0004 §D.8. */
public final class DeviceInfo {
    public static final ResourceType TYPE = MgmtObj.specialisation(1007, "m2m:dvi", "deviceInfo")
            //         create update announced
            .attribute(DLB, M, O, OA)
            .attribute(MAN, M, NP, OA)
            .attribute(MFDL, O, O, OA)
            .attribute(MFD, O, NP, OA)
            .attribute(MOD, M, NP, OA)
            .attribute(SMOD, O, NP, OA)
            .attribute(DTY, M, O, OA)
            .attribute(DVNM, O, O, OA)
            .attribute(FWV, O, O, OA)
            .attribute(SWV, O, O, OA)
            .attribute(HWV, O, NP, OA)
            .attribute(OSV, O, O, OA)
            .attribute(CNTY, O, NP, OA)
            .attribute(LOC.as(Scalar.STRING), O, O, OA)
            .attribute(SYST, O, O, OA)
            .attribute(SPUR, O, O, OA)
            .attribute(PURL, O, O, OA)
            .attribute(PTL, O, O, OA)
            .build();

    private DeviceInfo() {}
}
