// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.type.Resource;

/**
 * Whose attribute is evaluated.
 *
 * @param resource what its watchers are noted at
 * @param newest its newest instance is meant, whichever that is: the address ended with {@code la}
 */
record Subject(Resource resource, boolean newest) {

    /** The resource that has the attribute, as a view has it; none if there is no instance. */
    Optional<Resource> current(View view) {
        if (!newest) return view.byId(resource.ri());
        try (var instances = view.instances(resource.ri(), true)) {
            return instances.findFirst();
        }
    }
}
