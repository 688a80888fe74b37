// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** What the protocols have in common that carry a primitive in parts: parameters beside the content. TS-0004 §7.2.1. */
public final class Parts {
    private static final String TOKEN_REQUEST = "m2m:tqf";

    private Parts() {}

    /** A text that is taken out of the parameters; empty if it is not given. */
    public static String take(Map<Parameter, Value> given, Parameter parameter) {
        return given.remove(parameter) instanceof Value.Text(var text) ? text : "";
    }

    /** Whether it waits at a polling channel, most of its time. [TS-0004 §7.4.22] */
    public static boolean isPoll(Request request) {
        return request.operation() == Operation.RETRIEVE && request.to().endsWith("/pcu");
    }

    /** What a request cannot have is none of its parameters. */
    public static void dropThoseOfResponses(Map<Parameter, Value> given) {
        given.keySet().removeIf(Parts::isOfResponses);
    }

    private static boolean isOfResponses(Parameter parameter) {
        return switch (parameter) {
            case RESPONSE_STATUS_CODE,
                    ASSIGNED_TOKEN_IDENTIFIERS,
                    CONTENT_STATUS,
                    CONTENT_OFFSET,
                    AUTHORIZATION_SIGNATURE_REQUEST_INFORMATION -> true;
            default -> false;
        };
    }

    /**
     * Content is mandatory, optional or not present. [TS-0004 §7.2.1.1]
     *
     * @param body what the protocol calls it
     */
    public static void demandContent(Operation operation, boolean hasBody, String body) {
        switch (operation) {
            case CREATE, UPDATE, NOTIFY -> {
                if (!hasBody) throw Refused.badRequest("the request has no " + body);
            }
            case DELETE -> {
                if (hasBody) throw Refused.badRequest("a DELETE has no " + body);
            }
            case RETRIEVE -> {}
        }
    }

    /**
     * Puts where the result goes into the response type, which stands elsewhere in the message.
     *
     * @param where the header or option that names the URIs
     */
    public static void nameNotified(Map<Parameter, Value> given, List<String> uris, String where) {
        if (!(given.get(Parameter.RESPONSE_TYPE) instanceof Value.Fields type))
            throw Refused.badRequest(where + " needs the query field rt");
        var full = type.with("nu", Value.texts(uris));
        given.put(Parameter.RESPONSE_TYPE, Parameter.RESPONSE_TYPE.type().check(full, where));
    }

    /** The content that a response carries; a token request takes its place. [TS-0009 §6.5, TS-0008 §6.2.3] */
    public static Value.Fields content(Response response) {
        return response.find(Parameter.TOKEN_REQUEST_INFORMATION)
                .map(info -> Value.field(TOKEN_REQUEST, info))
                .orElse(response.content());
    }

    /**
     * The other way round.
     *
     * @param given takes the token request, if the content is one
     */
    public static Value.Fields content(Value.Fields content, Map<Parameter, Value> given) {
        var info = content.find(TOKEN_REQUEST);
        if (info.isEmpty()) return content;
        given.put(Parameter.TOKEN_REQUEST_INFORMATION, info.get());
        return Value.Fields.EMPTY;
    }

    /** The address of what was created, if the content tells it. [TS-0009 §6.4.4, TS-0008 §6.2.3] */
    public static Optional<String> created(Value.Fields content) {
        var uri = content.text("m2m:uri");
        if (uri.isPresent()) return uri;
        if (content.members().size() != 1) return Optional.empty();
        var only = content.members().values().iterator().next();
        if (!(only instanceof Value.Fields representation)) return Optional.empty();
        return representation.text("uri").or(() -> representation.text("ri"));
    }
}
