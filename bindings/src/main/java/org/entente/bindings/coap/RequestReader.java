// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.entente.bindings.wire.ParameterText;
import org.entente.bindings.wire.Parts;
import org.entente.bindings.wire.Query;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.jspecify.annotations.Nullable;

/** Makes a request primitive of a CoAP request. TS-0008 §6.2. */
final class RequestReader {
    private final Codecs codecs;
    private final Predicate<String> isAttribute;

    RequestReader(Codecs codecs, Predicate<String> isAttribute) {
        this.codecs = codecs;
        this.isAttribute = isAttribute;
    }

    /**
     * @throws Refused with the code of the first thing that is wrong
     * @throws org.eclipse.californium.core.coap.CoAPOptionException if an option must not stand as it does
     */
    Request read(org.eclipse.californium.core.coap.Request message, Peer peer) {
        var options = message.getOptions();
        var given = OneM2mOption.read(options);
        var id = Parts.take(given, Parameter.REQUEST_IDENTIFIER);
        if (id.isEmpty()) throw Refused.badRequest(OneM2mOption.RQI.label() + " is missing"); // [TS-0004 §7.2.1.1]
        var from = Parts.take(given, Parameter.FROM);
        var type = number(given.remove(Parameter.RESOURCE_TYPE));
        var query = Query.read(options.getUriQuery(), Query.Form.OPTIONS, isAttribute);
        Parts.dropThoseOfResponses(given);
        given.putAll(query.parameters());
        var operation = operation(message.getCode(), given.remove(Parameter.OPERATION), type);
        boolean hasPayload = message.getPayloadSize() > 0;
        Parts.demandContent(operation, hasPayload, "payload");
        OneM2mOption.RTURI
                .text(options)
                .ifPresent(uris ->
                        Parts.nameNotified(given, ParameterText.notificationUris(uris), OneM2mOption.RTURI.label()));
        return new Request(
                operation,
                Target.to(Target.joined(options.getUriPath())),
                from,
                id,
                operation == Operation.CREATE ? type : 0,
                hasPayload
                        ? codecs.of(ContentFormats.payload(options)).readObject(message.getPayload())
                        : Value.Fields.EMPTY,
                query.filter(),
                given,
                peer);
    }

    private static int number(@Nullable Value value) {
        return value instanceof Value.Whole(var number) ? Math.toIntExact(number) : 0;
    }

    // [TS-0008 §6.2.1] what is not blocking is posted, and says its operation; a POST that does not say creates if it
    // names a resource type, and notifies otherwise
    private static Operation operation(Code method, @Nullable Value stated, int type) {
        var usual = operation(method, type);
        var said = Operation.of(number(stated));
        if (said.isEmpty() || said.get() == usual) return usual;
        if (method != Code.POST) throw Refused.badRequest("op does not fit the method " + method);
        return said.get();
    }

    private static Operation operation(Code method, int type) {
        return switch (method) {
            case GET -> Operation.RETRIEVE;
            case PUT -> Operation.UPDATE;
            case DELETE -> Operation.DELETE;
            case POST -> type == 0 ? Operation.NOTIFY : Operation.CREATE;
            case FETCH, PATCH, IPATCH, CUSTOM_30 ->
                throw new Refused(
                        ResultCode.OPERATION_NOT_ALLOWED, "method " + method + " is not one of GET, POST, PUT, DELETE");
        };
    }

    /** What the identifier of a request is that cannot be read otherwise; empty if there is none. */
    static String id(org.eclipse.californium.core.coap.Request message) {
        return OneM2mOption.RQI.text(message.getOptions()).orElse("");
    }

    /** Who says to be the originator; empty if nobody. */
    static String from(org.eclipse.californium.core.coap.Request message) {
        return OneM2mOption.FR.text(message.getOptions()).orElse("");
    }

    static Map<Parameter, Value> release(org.eclipse.californium.core.coap.Request message) {
        return OneM2mOption.RVI
                .text(message.getOptions())
                .map(release -> Map.of(Parameter.RELEASE_VERSION_INDICATOR, Value.of(release)))
                .orElse(Map.of());
    }
}
