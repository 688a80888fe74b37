// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.O;

/** A set of rules for the delivery of messages. TS-0001 §D.12, TS-0004 §D.12. */
public final class CmdhPolicy {
    public static final ResourceType TYPE = MgmtObj.specialisation(1011, "m2m:cmp", "cmdhPolicy")
            //         create update announced
            .attribute(CPN, M, O, OA)
            .replace(CMLK, M, O, OA)
            .build();

    private CmdhPolicy() {}
}
