// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.store.View;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.CseBase;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/**
 * What a CSE may do at the IN-CSE for AEs whose identifiers the service provider assigns. TS-0001 §10.2.2.2 (step 006).
 *
 * @param registrants the settings stand in for the service subscription profile: the AE-ID-Stems that may be assigned
 */
record Sponsorships(Identity identity, Neighbours neighbours, Originators registrants) {
    private static final int IN_CSE = 1;
    private static final int ANNOUNCED = ResourceType.ANNOUNCED + Ae.TYPE.number();

    boolean permit(Request request, Requester who, Resource target, View view) {
        if (identity.cseType() != IN_CSE) return false;
        boolean creates =
                request.operation() == Operation.CREATE && request.type() == ANNOUNCED && target.type() == CseBase.TYPE;
        boolean updates = request.operation() == Operation.UPDATE
                && target.type().number() == ANNOUNCED
                && stem(who).filter(target.ri()::equals).isPresent();
        return (creates || updates)
                && stem(who)
                        .filter(stem -> registrants.include(Requester.of(stem, identity), view))
                        .isPresent()
                && identity.cse(who.id())
                        .filter(cse -> neighbours.registree(cse, view).isPresent())
                        .isPresent();
    }

    /** The AE-ID-Stem behind the CSE-ID of the CSE where the AE registers. */
    private Optional<String> stem(Requester who) {
        return identity.cse(who.id())
                .filter(cse -> who.id().length() > cse.length())
                .map(cse -> who.id().substring(cse.length() + 1))
                .filter(stem -> stem.startsWith("S"));
    }
}
