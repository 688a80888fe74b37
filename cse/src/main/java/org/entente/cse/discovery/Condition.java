// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import org.entente.cse.store.View;
import org.entente.model.type.Resource;

/** One kind of matching condition of a filter. TS-0004 §7.3.3.17. */
@FunctionalInterface
interface Condition {

    boolean holds(Resource resource, View view);
}
