// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.O;

/** Restarting a device or bringing it back to its factory state. TS-0001 §D.10, TS-0004 §D.10. */
public final class Reboot {
    public static final ResourceType TYPE = MgmtObj.specialisation(1009, "m2m:rbo", "reboot")
            //         create update announced
            .always(RBO, O, O, OA)
            .always(FAR, O, O, OA)
            .build();

    private Reboot() {}
}
