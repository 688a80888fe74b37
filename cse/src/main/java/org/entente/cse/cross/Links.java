// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.notification.Unlinking;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Which subscriptions a crossResourceSubscription stands on, each in one form, whichever it was written in. */
record Links(Identity identity) {

    /** All of them, as they write themselves in notifications. */
    static List<String> of(Resource crossResource) {
        var all = new ArrayList<>(crossResource.texts(Attributes.RRATS));
        all.addAll(crossResource.texts(Unlinking.JOINED_SO_FAR));
        return all;
    }

    /** The reference of a subscription that a response shows, by an address on the same CSE. */
    String reference(String address, String ri) {
        return ri.startsWith("/") ? canonical(ri) : cse(address) + "/" + ri;
    }

    /** The CSE that an address is on. */
    String cse(String address) {
        var local = identity.local(address);
        if (!local.startsWith("/")) return identity.cseId();
        int cse = local.startsWith("//") ? local.indexOf('/', 2) + 1 : 1;
        int end = local.indexOf('/', cse);
        return end < 0 ? local : local.substring(0, end);
    }

    String canonical(String reference) {
        var local = identity.local(reference);
        return local.startsWith("/") ? local : identity.spRelative(local);
    }

    /** A crossResourceSubscription as a subscription at some address has to write it. TS-0001 §7.2 */
    String target(Resource crossResource, String address) {
        boolean abroad = identity.local(address).startsWith("//");
        return abroad ? identity.absolute(crossResource.ri()) : identity.spRelative(crossResource.ri());
    }
}
