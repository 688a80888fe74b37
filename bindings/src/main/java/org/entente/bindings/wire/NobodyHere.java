// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** For who only sends requests: what comes to it is answered as not reachable, so that the sender tries again later. */
public final class NobodyHere implements Mca {
    @Override
    public Response send(Request request) {
        return Response.of(request, new Refused(ResultCode.TARGET_NOT_REACHABLE, "nobody here takes requests"));
    }
}
