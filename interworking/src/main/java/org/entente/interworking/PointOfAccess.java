// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import org.entente.model.primitive.Mca;

/** Where a CSE reaches an AE: inside the process by a call, from another machine at the address of a listener. */
@FunctionalInterface
public interface PointOfAccess {

    /**
     * Makes {@code receiver} reachable.
     *
     * @return the URIs for the attribute pointOfAccess, none inside the process
     */
    List<String> offer(String aeId, Mca receiver);
}
