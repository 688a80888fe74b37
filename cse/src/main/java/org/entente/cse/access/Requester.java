// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import org.entente.cse.address.Identity;

/**
 * An originator in the one form in which it is compared. TS-0001 §7.2.
 *
 * @param id {@code C...} for an AE of this CSE, {@code /...} for the rest of its service provider, {@code //...} for others
 */
record Requester(String id, Identity identity) {

    static Requester of(String from, Identity identity) {
        return new Requester(canonical(from, identity), identity);
    }

    /** An AE-ID that starts with S is unique in its service provider, so it has no CSE-ID before it. TS-0001 §7.2 */
    static String canonical(String from, Identity identity) {
        var local = identity.originator(from);
        return local.startsWith("S") && local.indexOf('/') < 0 ? "/" + local : local;
    }

    boolean is(String other) {
        return canonical(other, identity).equals(id);
    }

    /** With its service provider and, if it is an AE of this CSE, the CSE-ID. */
    String absolute() {
        if (id.startsWith("//")) return id;
        return id.startsWith("/") ? "//" + identity.spId() + id : identity.absolute(id);
    }

    String serviceProvider() {
        if (!id.startsWith("//")) return identity.spId();
        int slash = id.indexOf('/', 2);
        return slash < 0 ? id.substring(2) : id.substring(2, slash);
    }
}
