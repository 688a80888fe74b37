// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** One function of a device that can be switched on and off. TS-0001 §D.9, TS-0004 §D.9. */
public final class DeviceCapability {
    public static final ResourceType TYPE = MgmtObj.specialisation(1008, "m2m:dvc", "deviceCapability")
            //         create update announced
            .attribute(CAN, M, O, OA)
            .attribute(ATT, M, O, OA)
            .attribute(CAS, M, O, OA)
            .attribute(CUS, M, O, OA)
            .attribute(ENA, O, O, OA)
            .attribute(DIS, O, O, OA)
            .build();

    private DeviceCapability() {}
}
