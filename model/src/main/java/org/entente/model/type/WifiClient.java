// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

/** A wireless network that a device uses. TS-0022 §7. */
public final class WifiClient {
    public static final ResourceType TYPE = MgmtObj.specialisation(1028, "dcfg:wific", "wifiClient")
            //         create update announced
            .attribute(SSID, M, O, OA)
            .attribute(WCRDS, O, O, OA)
            .attribute(MACA, O, O, OA)
            .attribute(CHANL, O, O, OA)
            .always(CONS, O, O, OA)
            .attribute(SCAN, M, O, OA)
            .always(SCANR, O, O, OA)
            .always(UD, O, O, OA)
            .attribute(UDS, NP, O, OA)
            .always(TRDST, O, O, OA)
            .attribute(RDST, O, O, OA)
            .build();

    private WifiClient() {}
}
