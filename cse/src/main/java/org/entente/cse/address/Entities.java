// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.address;

import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.type.Resource;

/** Finds the registration of an originator. TS-0001 §7.2. */
public final class Entities {
    private Entities() {}

    public static Optional<Resource> find(Identity identity, Tree tree, String id, View view) {
        var local = identity.local(id);
        // The identifier of an AE, and of another CSE's registration without its slash.
        var stem = local.startsWith("/") && local.indexOf('/', 1) < 0 ? local.substring(1) : local;
        if (stem.startsWith("/")) return Optional.empty();
        try {
            return tree.resource(stem, view);
        } catch (Refused noAddress) {
            return Optional.empty();
        }
    }
}
