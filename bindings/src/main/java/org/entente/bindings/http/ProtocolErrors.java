// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** What is no proper HTTP gets an answer of our form too, without a word about the server's insides. */
final class ProtocolErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        var sentence = Objects.requireNonNullElse(request.getAttribute(ERROR_MESSAGE), "")
                .toString();
        // 505 and 501 are the 5xx that tell of the sender's mistake: a version or a method that HTTP does not have
        // here.
        boolean ours = status >= 500
                && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                && status != HttpStatus.NOT_IMPLEMENTED_501;
        var code = ours ? ResultCode.INTERNAL_SERVER_ERROR : ResultCode.BAD_REQUEST;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.JSON);
        response.getHeaders().put(HeaderFields.STATUS, Integer.toString(code.number()));
        var told = ours ? "a fault of the HTTP server" : "this is no proper HTTP request: " + sentence;
        var refusal = org.entente.model.primitive.Response.of("", new Refused(code, told));
        HeaderFields.write(refusal.others(), response.getHeaders());
        response.write(true, ByteBuffer.wrap(Json.STRICT.write(refusal.content())), callback);
        return true;
    }
}
