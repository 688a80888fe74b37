// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Typed;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** Makes a response primitive of an HTTP response. TS-0009 §6.3, §6.4, §6.5. */
final class ResponseReader {
    private final Codecs codecs;

    ResponseReader(Codecs codecs) {
        this.codecs = codecs;
    }

    /** @throws Refused if it is no answer to the request, or malformed */
    Response read(Request request, int status, HttpFields headers, byte[] body) {
        var given = HeaderFields.read(headers);
        var id = given.remove(Parameter.REQUEST_IDENTIFIER);
        if (id != null && !id.equals(Value.of(request.id())))
            throw Refused.badRequest("it answers another request, " + Shown.of(Typed.write(id)));
        // A plain web server knows no such code; its status tells enough for a notice.
        var code = given.remove(Parameter.RESPONSE_STATUS_CODE) instanceof Value.Whole(var number)
                ? Primitives.code(number)
                : code(status);
        var form = body.length == 0 ? Optional.<Serialization>empty() : serialization(headers);
        var content = form.map(each -> codecs.of(each).readObject(body)).orElse(Value.Fields.EMPTY);
        return new Response(code, request.id(), Parts.content(content, given), given);
    }

    private static Optional<Serialization> serialization(HttpFields headers) {
        var type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type == null || !headers.contains(HeaderFields.STATUS)) return Optional.empty();
        var name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (name.endsWith("+json")) return Optional.of(Serialization.JSON);
        if (name.endsWith("+cbor")) return Optional.of(Serialization.CBOR);
        if (name.endsWith("+xml")) return Optional.of(Serialization.XML);
        return MediaTypes.serialization(name);
    }

    // The table the other way round, each status standing for the most general of its codes. [TS-0009 §6.3.2]
    private static ResultCode code(int status) {
        return switch (status) {
            case 201 -> ResultCode.CREATED;
            case 202 -> ResultCode.ACCEPTED;
            case 401, 403 -> ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE;
            case 404 -> ResultCode.NOT_FOUND;
            case 405 -> ResultCode.OPERATION_NOT_ALLOWED;
            case 406 -> ResultCode.NOT_ACCEPTABLE;
            case 409 -> ResultCode.CONFLICT;
            case 415 -> ResultCode.UNSUPPORTED_MEDIA_TYPE;
            case 501 -> ResultCode.NOT_IMPLEMENTED;
            case 504 -> ResultCode.REQUEST_TIMEOUT;
            default ->
                status < 300 ? ResultCode.OK : status < 500 ? ResultCode.BAD_REQUEST : ResultCode.INTERNAL_SERVER_ERROR;
        };
    }
}
