// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.entente.codec.Json;
import org.entente.model.ResultCode;
import org.entente.model.Value;

/** What is no proper HTTP gets an answer of our form too, without a word about the server's insides. */
final class ProtocolErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        var sentence = Objects.requireNonNullElse(request.getAttribute(ERROR_MESSAGE), "")
                .toString();
        var code = status >= 500 ? ResultCode.INTERNAL_SERVER_ERROR : ResultCode.BAD_REQUEST;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.JSON);
        response.getHeaders().put(HeaderFields.STATUS, Integer.toString(code.number()));
        var told = status >= 500 ? "a fault of the HTTP server" : "this is no proper HTTP request: " + sentence;
        var body = Value.field(org.entente.model.primitive.Response.DEBUG_INFO, Value.of(told));
        response.write(true, ByteBuffer.wrap(Json.STRICT.write(body)), callback);
        return true;
    }
}
