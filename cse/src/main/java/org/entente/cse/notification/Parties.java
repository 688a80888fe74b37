// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.Optional;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.outbound.Target;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Knows which entity a notification target is. TS-0001 §9.6.8 (notificationURI). */
public record Parties(Identity identity, Tree tree) {
    public Parties(Identity identity) {
        this(identity, new Tree(identity));
    }

    /** The AE, CSE or other resource of this CSE that a target names, empty for a URL and for what is elsewhere. */
    Optional<Resource> resource(String target, View view) {
        var named = Target.of(target);
        if (named.isUrl()) return Optional.empty();
        try {
            var local = identity.local(named.address());
            return tree.resource(local.startsWith("/S") ? local.substring(1) : local, view);
        } catch (Refused e) {
            return Optional.empty(); // verification will say that nobody is known by that name
        }
    }

    /** The entity behind a target, as an originator is written. */
    String entity(String target, View view) {
        return resource(target, view)
                .flatMap(found -> found.text(Attributes.AEI).or(() -> found.text(Attributes.CSI)))
                .map(this::canonical)
                .orElseGet(() -> canonical(Target.of(target).address()));
    }

    /** Whether a target is the originator itself, be it by one of its points of access. */
    public boolean isOriginator(String target, String originator, View view) {
        if (entity(target, view).equals(canonical(originator))) return true;
        return resource(originator, view)
                .filter(known ->
                        known.texts(Attributes.POA).contains(Target.of(target).address()))
                .isPresent();
    }

    private String canonical(String originator) {
        try {
            var local = identity.originator(originator);
            return local.startsWith("/S") && local.indexOf('/', 1) < 0 ? local.substring(1) : local;
        } catch (Refused e) {
            return originator;
        }
    }
}
