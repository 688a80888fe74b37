// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.polling;

import org.entente.cse.outbound.Channels;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Resource;

/** Answers what is sent to the {@code pcu} of a polling channel. TS-0004 §7.4.22. */
public record Polling(Channels channels) {

    /**
     * A RETRIEVE waits for a request, a NOTIFY brings the response to one. To be called after access was permitted.
     *
     * @throws Refused REQUEST_TIMEOUT if no request came in time; NOT_FOUND if nobody waits for the response
     */
    public Response answer(Request request, Resource channel) {
        return switch (request.operation()) {
            case RETRIEVE -> channels.fetch(request, channel);
            case NOTIFY -> taken(request, channel);
            case CREATE, UPDATE, DELETE ->
                throw Refused.notAllowed("pcu can only be polled and notified"); // [TS-0004 §7.4.22.2.3, §7.4.22.2.4]
        };
    }

    private Response taken(Request request, Resource channel) {
        if (!(request.content().find(Primitives.RESPONSE).orElse(null) instanceof Value.Fields primitive))
            throw Refused.badRequest("a NOTIFY to pcu carries a response, " + Primitives.RESPONSE); // [§7.5.1.2.7]
        var response = Primitives.response(primitive);
        if (!channels.answer(response, channel))
            throw Refused.notFound("no request " + response.id() + " waits for its response here");
        return Response.of(request, ResultCode.OK);
    }
}
