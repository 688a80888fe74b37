// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import org.entente.cse.store.View;
import org.entente.model.type.Resource;

/** Completes a resource with what is computed when somebody looks, such as a CSEBase's current time. */
@FunctionalInterface
public interface Presentation {
    Presentation AS_STORED = (resource, view) -> resource;

    Resource present(Resource resource, View view);
}
