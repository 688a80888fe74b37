// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.discovery;

import java.util.LinkedHashMap;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Route;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** Puts together what a response carries. TS-0001 §8.1.2 (Result Content), TS-0004 §7.3.3.6, §7.5.2. Thread-safe. */
public final class Answers {
    private final Presentation presentation;

    public Answers(Identity identity, Access access, DiscoverySettings settings, Presentation presentation) {
        this.presentation = presentation;
    }

    /**
     * Refuses, before anything happens, a request that asks for what its operation cannot answer, or whose target does
     * not match its filter. To be called after access was permitted, for every operation on a resource of this CSE.
     *
     * @throws org.entente.model.Refused BAD_REQUEST, NOT_IMPLEMENTED; NOT_FOUND if the target does not match
     */
    public void check(Request request, Route.Here target, View view) {}

    /**
     * Answers a CREATE, an UPDATE, a DELETE or a plain RETRIEVE that was carried out.
     *
     * @param view of a DELETE: as it was before, with the children that the answer may have to show; so it is to be
     *     called in the writer's turn if {@link #showsChildren} says so
     */
    public Response answer(Request request, Outcome done, ResultCode code, View view) {
        return Response.of(
                request, code, presentation.present(done.subject(), view).representation());
    }

    /** Whether the answer shows the children of its subject: those of a deleted resource are gone afterwards. */
    public boolean showsChildren(Request request) {
        return false;
    }

    /** Answers a RETRIEVE of any kind: discovery, partial, with children, or plain. */
    public Response retrieve(Request request, Route.Here target, View view) {
        return answer(request, Outcome.of(target.resource()), ResultCode.OK, view);
    }

    /** A resource as responses and notifications show it: completed, without what is internal to us. */
    public Value.Fields representation(Resource resource, View view) {
        var shown = new LinkedHashMap<>(presentation.present(resource, view).attributes());
        shown.keySet().removeIf(name -> name.startsWith("_"));
        return Value.field(resource.type().root(), new Value.Fields(shown));
    }
}
