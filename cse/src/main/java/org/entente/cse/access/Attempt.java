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
 * @param limits what happens to rules that grant so many uses and no more
 */
record Attempt(
        Request request,
        Requester who,
        AccessOperation operation,
        Resource target,
        View view,
        Clock clock,
        Limits limits) {

    /** How an attempt treats limits. */
    enum Limits {
        /** What is granted counts. */
        USE_UP,
        /** Only whether something would be granted is asked. */
        LOOK_AT,
        /** Rules with limits grant nothing. */
        LEAVE_OUT
    }

    Attempt on(Resource other) {
        return new Attempt(request, who, operation, other, view, clock, limits);
    }

    /** Read only where a rule asks for it: most do not. */
    Instant now() {
        return clock.instant();
    }
}
