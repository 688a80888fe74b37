// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Asks an underlying network to wake a device. TS-0001 §9.6.49, TS-0004 §7.4.57. */
public final class TriggerRequest {
    public static final ResourceType TYPE = resourceType(47, "tgr", "triggerRequest")
            .include(Universal.UNANNOUNCED)
            //         create update announced
            .attribute(MEI, M, NP, NA)
            .attribute(TRI, M, O, NA)
            .always(TPE, O, O, NA)
            .attribute(TST, NP, NP, NA)
            .attribute(TVT, M, O, NA)
            .attribute(TIAE, O, O, NA)
            .attribute(TIA, O, O, NA)
            .attribute(TIO, O, O, NA)
            .attribute(TIRT, O, O, NA)
            .attribute(TRF, NP, NP, NA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private TriggerRequest() {}
}
