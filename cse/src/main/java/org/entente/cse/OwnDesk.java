// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Courier;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** Where the CSE does its own errands. */
record OwnDesk(
        Mca cse, Courier courier, Commits commits, Store store, Identity identity, Identifiers identifiers, Clock clock)
        implements Desk {

    @Override
    public Response send(Request request) {
        return cse.send(identified(request));
    }

    @Override
    public Delivery deliver(String target, Request request, Duration timeout) {
        return courier.deliver(target, identified(request), timeout);
    }

    @Override
    public Outcome record(String about, Change change) {
        var cause = Request.update(about, identity.cseId(), Value.Fields.EMPTY).withPeer(Peer.CSE);
        return commits.commit(identified(cause), change);
    }

    @Override
    public View view() {
        return store.view();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    private Request identified(Request request) {
        return request.id().isEmpty() ? request.withId(identifiers.requestId()) : request;
    }
}
