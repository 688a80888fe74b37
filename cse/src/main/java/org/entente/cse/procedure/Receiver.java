// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** What a resource type does with a NOTIFY that is addressed to one of its resources. TS-0004 §7.3.3.9. */
@FunctionalInterface
public interface Receiver {

    /** @throws org.entente.model.Refused if it is not understood */
    Response take(Request notification, Resource target, Desk desk);

    /** Whether it is one that this receiver knows; others are treated as those to a resource without receiver. */
    default boolean takes(Request notification) {
        return true;
    }

    /** Whether the resource itself has asked for a notification, so that its sender needs no privilege. */
    default boolean expects(Request notification, Resource target) {
        return false;
    }
}
