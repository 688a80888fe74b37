// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import org.entente.model.type.Resource;

/** References between resources of several CSEs, each in one form, whichever it was written in. TS-0001 §7.2 */
public record References(Identity identity) {

    /** The reference of a resource that a response shows, by an address on the same CSE. */
    public String reference(String address, String ri) {
        return ri.startsWith("/") ? canonical(ri) : cse(address) + "/" + ri;
    }

    /** The CSE that an address is on. */
    public String cse(String address) {
        var local = identity.local(address);
        if (!local.startsWith("/")) return identity.cseId();
        int cse = local.startsWith("//") ? local.indexOf('/', 2) + 1 : 1;
        int end = local.indexOf('/', cse);
        return end < 0 ? local : local.substring(0, end);
    }

    public String canonical(String reference) {
        var local = identity.local(reference);
        return local.startsWith("/") ? local : identity.spRelative(local);
    }

    /** A resource of this CSE as a subscription at some address has to write it. */
    public String target(Resource resource, String address) {
        boolean abroad = identity.local(address).startsWith("//");
        return abroad ? identity.absolute(resource.ri()) : identity.spRelative(resource.ri());
    }
}
