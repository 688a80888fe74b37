// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.schedule;

import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Node;
import org.entente.model.type.Resource;

/** When the node on which an AE or CSE runs can communicate. TS-0001 §9.6.9, TS-0004 §7.5.1.2.2 step 3.0. */
public record Reachability(Identity identity, Tree tree) {

    public Reachability(Identity identity) {
        this(identity, new Tree(identity));
    }

    /** An entity without a node, or on a node without a schedule, is always reachable. */
    public Timetable of(Resource entity, View view) {
        return entity.text(Attributes.NL)
                .flatMap(link -> node(link, view))
                .map(Timetable::of)
                .orElse(Timetable.ALWAYS);
    }

    private Optional<Resource> node(String link, View view) {
        try {
            return tree.resource(identity.local(link), view).filter(found -> found.type() == Node.TYPE);
        } catch (Refused e) {
            return Optional.empty(); // a link that means nothing says nothing
        }
    }
}
