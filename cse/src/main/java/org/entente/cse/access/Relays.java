// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import org.entente.cse.address.Identity;
import org.entente.cse.address.Neighbours;
import org.entente.cse.address.Route;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Peer;
import org.entente.model.type.Ae;
import org.entente.model.type.Attributes;
import org.entente.model.type.ResourceType;

/** Decides for whom another CSE may speak: its proof is of itself, not of those whose requests it forwards. TS-0004 §7.3.2.6. */
record Relays(Identity identity, Neighbours neighbours) {
    private static final int IN_CSE = 1;

    /** @throws Refused ORIGINATOR_NOT_AUTHENTICATED if the CSE that hands over the request has no such originator */
    void permit(Peer peer, Requester who, Route route, View view) {
        if (!permits(peer, who, route, view))
            throw new Refused(
                    ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                    peer.via().orElse("") + " does not speak for originator " + who.id());
    }

    boolean permits(Peer peer, Requester who, Route route, View view) {
        if (peer.via().isEmpty()) return true;
        var cse = identity.cse(peer.via().get()).orElse("");
        return isSponsored(who)
                ? mayBring(cse, who.id().substring(1), route, view)
                : neighbours.speaksFor(cse, owner(who), view);
    }

    /** The CSE where an originator is registered, if its identifier tells. */
    private String owner(Requester who) {
        return identity.cse(who.id()).orElse(identity.cseId());
    }

    /** An AE-ID that the service provider has assigned does not tell where the AE is. TS-0001 §7.2 */
    private static boolean isSponsored(Requester who) {
        return who.id().startsWith("/S") && who.id().indexOf('/', 1) < 0;
    }

    /**
     * The IN-CSE knows by the announcement of such an AE where it is registered. Another CSE does not: it forwards a
     * registree's requests to those who know, and believes its registrar about the AEs that are elsewhere.
     */
    private boolean mayBring(String cse, String stem, Route route, View view) {
        var found = view.byId(stem);
        if (found.filter(each -> each.type() == Ae.TYPE).isPresent()) return false;
        if (identity.cseType() != IN_CSE)
            return neighbours.isRegistrar(cse)
                    || (route instanceof Route.Elsewhere && neighbours.speaksFor(cse, cse, view));
        return found.filter(each -> each.type().number() == ResourceType.ANNOUNCED + Ae.TYPE.number())
                .flatMap(announced -> announced.text(Attributes.LNK))
                .flatMap(identity::cse)
                .filter(owner -> neighbours.speaksFor(cse, owner, view))
                .isPresent();
    }

    /** Whether an originator is a CSE with which this one is registered. */
    boolean isNeighbour(String originator, View view) {
        return neighbours.known(originator, view).isPresent();
    }
}
