// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** A media session between two applications. TS-0001 §9.6.57, TS-0004 §7.4.56. */
public final class MultimediaSession {
    public static final ResourceType TYPE = resourceType(46, "mms", "multimediaSession")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(SOI, M, NP, OA)
            .always(ASD, NP, O, OA)
            .attribute(OSD, M, O, NA)
            .always(SST, NP, O, OA)
            .children("sub", "trac")
            .declaredOnly()
            .build();

    private MultimediaSession() {}
}
