// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import org.entente.model.primitive.Mca;

/** Where a CSE reaches an AE: inside the process a local name, from another machine the address of a listener. */
@FunctionalInterface
public interface PointOfAccess {

    /**
     * Makes {@code receiver} reachable.
     *
     * @return the URI for the attribute pointOfAccess
     */
    String offer(String name, Mca receiver);
}
