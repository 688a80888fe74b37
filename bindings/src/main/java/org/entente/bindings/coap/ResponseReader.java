// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Typed;
import org.entente.codec.Codecs;
import org.entente.model.Refused;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** Makes a response primitive of a CoAP response. TS-0008 §6.2. */
final class ResponseReader {
    private final Codecs codecs;

    ResponseReader(Codecs codecs) {
        this.codecs = codecs;
    }

    /** @throws Refused if it is no answer to the request, or malformed */
    Response read(Request request, org.eclipse.californium.core.coap.Response message) {
        var options = message.getOptions();
        var given = OneM2mOption.read(options);
        var id = given.remove(Parameter.REQUEST_IDENTIFIER);
        if (id != null && !id.equals(Value.of(request.id())))
            throw Refused.badRequest("it answers another request, " + Shown.of(Typed.write(id)));
        // A plain CoAP server knows no such code; its own tells enough for a notice.
        boolean isPrimitive = given.containsKey(Parameter.RESPONSE_STATUS_CODE);
        var code = given.remove(Parameter.RESPONSE_STATUS_CODE) instanceof Value.Whole(var number)
                ? Primitives.code(number)
                : ResponseCodes.of(message.getCode());
        var content = isPrimitive && message.getPayloadSize() > 0
                ? codecs.of(ContentFormats.payload(options)).readObject(message.getPayload())
                : Value.Fields.EMPTY;
        return new Response(code, request.id(), Parts.content(content, given), given);
    }
}
