// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import org.entente.cse.address.Identifiers;
import org.entente.model.primitive.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what we did wrong, once, under a number that the sender can quote. */
final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private final Identifiers identifiers;

    Faults(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** The number under which the fault stands in the log. */
    String log(Request request, RuntimeException fault) {
        var id = identifiers.requestId();
        log.error(
                "fault={} op={} to={} fr={} rqi={}",
                id,
                request.operation(),
                request.to(),
                request.from(),
                request.id(),
                fault);
        return id;
    }
}
