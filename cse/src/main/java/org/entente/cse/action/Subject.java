// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.type.Resource;

/** Whose attribute is evaluated. */
sealed interface Subject {
    /** At the end of an address: the newest instance is meant, whichever that is. */
    String NEWEST = "/la";

    /**
     * One of this CSE.
     *
     * @param resource what its watchers are noted at
     * @param newest its newest instance is meant
     */
    record Here(Resource resource, boolean newest) implements Subject {

        /** The resource that has the attribute, as a view has it; none if there is no instance. */
        Optional<Resource> current(View view) {
            if (!newest) return view.byId(resource.ri());
            try (var instances = view.instances(resource.ri(), true)) {
                return instances.findFirst();
            }
        }
    }

    /**
     * One on another CSE; what is known of it stands at the resource that evaluates it, as an {@link Outpost}.
     *
     * @param address SP-relative or absolute
     */
    record Far(String address) implements Subject {}
}
