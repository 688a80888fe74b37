// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** Where one who cannot be reached fetches requests. TS-0001 §9.6.21, TS-0004 §7.4.21. */
public final class PollingChannel {
    public static final ResourceType TYPE = resourceType(15, "pch", "pollingChannel")
            .include(Universal.UNIVERSAL)
            //         create update announced
            .always(ET, O, O, NA)
            .attribute(RQAG, O, O, NA)
            .children("trac")
            .forParentsEntity()
            .build();

    private PollingChannel() {}
}
