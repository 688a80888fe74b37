// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import org.entente.model.type.Resource;

/** Looks at what a change of a subject means for a resource of one type. Runs in the writer's turn. */
@FunctionalInterface
interface Watcher {

    void changed(Resource watcher, Touched touched, Latest latest, int depth);
}
