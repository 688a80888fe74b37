// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;
import static org.entente.model.type.ResourceType.resourceType;

/** The ontologies that a CSE keeps. TS-0001 §9.6.50, TS-0004 §7.4.46. */
public final class OntologyRepository {
    public static final ResourceType TYPE = resourceType(38, "ontr", "ontologyRepository")
            .include(Universal.REGULAR)
            //         create update announced
            .attribute(CR, O, NP, NA)
            .children("sub", "ont", "trac")
            .announcedChildren("ontA", "sub")
            .declaredOnly()
            .build();

    private OntologyRepository() {}
}
