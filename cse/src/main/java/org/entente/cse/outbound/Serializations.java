// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.util.List;
import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.store.View;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** What serializations the AEs and CSEs that are registered here take. TS-0001 §9.6.4, §9.6.5 (contentSerialization). */
public final class Serializations {
    private final Identity identity;

    public Serializations(Identity identity) {
        this.identity = identity;
    }

    /**
     * @param originator in any of its forms
     * @return the most preferred first; empty if it has said nothing, or is not registered here
     */
    public List<String> takenBy(String originator, View view) {
        return registration(identity.local(originator), view)
                .map(Serializations::takenBy)
                .orElse(List.of());
    }

    private Optional<Resource> registration(String local, View view) {
        if (local.isEmpty()) return Optional.empty();
        var ae = local.startsWith("/S") ? local.substring(1) : local; // [TS-0001 §7.2]
        return view.byId(ae)
                .filter(found -> found.type() == Ae.TYPE)
                .or(() -> local.startsWith("/")
                        ? new Neighbours(identity, Optional.empty()).known(local, view)
                        : Optional.empty());
    }

    static List<String> takenBy(Resource entity) {
        return entity.texts(Attributes.CSZ);
    }
}
