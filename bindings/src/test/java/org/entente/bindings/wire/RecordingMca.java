// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** Keeps what it was sent, and answers as it is told. */
public final class RecordingMca implements Mca {
    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public volatile Function<Request, Response> answer = RecordingMca::ordinary;

    @Override
    public Response send(Request request) {
        requests.add(request);
        return answer.apply(request);
    }

    public Request last() {
        return requests.getLast();
    }

    public static Response ordinary(Request request) {
        var box = Value.field("m2m:cnt", Value.field("ri", Value.of("cnt1")).with("rn", Value.of("box")));
        return switch (request.operation()) {
            case CREATE -> Response.of(request, ResultCode.CREATED, box);
            case RETRIEVE -> Response.of(request, ResultCode.OK, box);
            case UPDATE -> Response.of(request, ResultCode.UPDATED, box);
            case DELETE -> Response.of(request, ResultCode.DELETED);
            case NOTIFY -> Response.of(request, ResultCode.OK);
        };
    }
}
