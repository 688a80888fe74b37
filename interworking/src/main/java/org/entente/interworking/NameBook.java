// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;

/**
 * What the devices of all standards are called here: two that call themselves the same never share a resource, and each
 * keeps its name over a restart, since the resources say whose they are. Safe for many threads.
 */
final class NameBook {
    private final Tree tree;
    private final Map<Owner, Names> given = new ConcurrentHashMap<>();
    private final Map<String, Owner> taken = new ConcurrentHashMap<>();

    NameBook(Tree tree) {
        this.tree = tree;
    }

    /** Whose a resource is, as its labels say. TS-0033 §6.2. */
    private record Owner(String technology, String device) {
        boolean has(Value labels) {
            return labels instanceof Value.Items(var all)
                    && all.contains(Value.of(Home.TECHNOLOGY + technology))
                    && all.contains(Value.of(Home.ENTITY + device));
        }
    }

    private enum Holder {
        NOBODY,
        SELF,
        ANOTHER
    }

    /**
     * The name that it has, or the first that is free.
     *
     * @throws Refused if all that it may have are others'
     */
    Names of(Mapping mapping, String device) {
        var owner = new Owner(mapping.technology(), device);
        var known = given.get(owner);
        if (known != null) return known;
        var wishes = Names.wishes(mapping.standard(), device);
        for (var holder : new Holder[] {Holder.SELF, Holder.NOBODY})
            for (var names : wishes)
                if (holder(names, owner) == holder && owner.equals(first(names, owner))) {
                    given.put(owner, names);
                    return names;
                }
        throw Refused.conflict("every name for " + device + " is somebody else's");
    }

    /** Who came first with that name in this process. */
    private Owner first(Names names, Owner owner) {
        var other = taken.putIfAbsent(names.ae(), owner);
        return other == null ? owner : other;
    }

    /** The node is a name of its own beside the AE, and may be what another device is called. */
    private Holder holder(Names names, Owner owner) {
        var ae = holder(names.address(List.of()), owner);
        return ae == Holder.NOBODY && holder(names.nodeAddress(), owner) == Holder.ANOTHER ? Holder.ANOTHER : ae;
    }

    private Holder holder(String address, Owner owner) {
        try {
            return tree.find(address)
                    .map(there ->
                            there.attributes().find("lbl").filter(owner::has).isPresent()
                                    ? Holder.SELF
                                    : Holder.ANOTHER)
                    .orElse(Holder.NOBODY);
        } catch (Refused refused) {
            if (refused.code() == ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE) return Holder.ANOTHER;
            throw refused;
        }
    }
}
