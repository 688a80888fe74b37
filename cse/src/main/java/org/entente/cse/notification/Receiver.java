// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** What a resource type does with a NOTIFY that is addressed to one of its resources. */
@FunctionalInterface
public interface Receiver {

    /** @throws org.entente.model.Refused if it is not understood */
    void take(Request notification, Resource target);
}
