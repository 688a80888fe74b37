// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.time.Duration;
import java.time.Instant;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** What the CSE needs to do an {@link org.entente.cse.store.Errand}. */
public interface Desk {

    /** Has this CSE answer a request, as it would anybody's; one without identifier gets one. */
    Response send(Request request);

    /** Sends a request to an entity somewhere else, and waits for its answer. */
    Delivery deliver(String target, Request request, Duration timeout);

    /**
     * Writes down what came of it, with all that follows from it: notices, further errands.
     *
     * @param about the resource that the change is about, for those who watch it
     */
    Outcome record(String about, Change change);

    View view();

    Instant now();
}
