// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.time.Clock;
import java.time.Instant;
import org.entente.cse.store.View;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/**
 * What rules are asked about: who wants to do what, to which resource.
 *
 * @param consumes whether a granted use counts against limits; looking whether something would be granted does not
 */
record Attempt(
        Request request,
        Requester who,
        AccessOperation operation,
        Resource target,
        View view,
        Clock clock,
        boolean consumes) {

    Attempt on(Resource other) {
        return new Attempt(request, who, operation, other, view, clock, consumes);
    }

    /** Read only where a rule asks for it: most do not. */
    Instant now() {
        return clock.instant();
    }
}
