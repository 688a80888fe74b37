// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** A request that was not answered with success: the result code, and the sentence that says why. */
public final class RequestFailed extends RuntimeException {
    private final transient Response response;

    RequestFailed(Request request, Response response) {
        super(request.operation() + " " + request.to() + ": " + response.code() + " ("
                + response.code().number() + ")"
                + (response.sentence().isEmpty() ? "" : ": " + response.sentence()));
        this.response = response;
    }

    public ResultCode code() {
        return response.code();
    }

    /** Why, in words; empty if the CSE gave none. */
    public String sentence() {
        return response.sentence();
    }

    /** All of the answer. */
    public Response response() {
        return response;
    }
}
