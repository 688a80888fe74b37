// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.entente.bindings.wire.Query;
import org.entente.bindings.wire.Target;
import org.entente.codec.Codecs;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Shown;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;

/** Makes a request primitive of an HTTP request. TS-0009 §6.2, §6.4, §6.5. */
final class RequestReader {
    private final Codecs codecs;
    private final Predicate<String> isAttribute;

    RequestReader(Codecs codecs, Predicate<String> isAttribute) {
        this.codecs = codecs;
        this.isAttribute = isAttribute;
    }

    /** What of an HTTP request matters here; path and query as they were written. */
    record Message(String method, String path, String query, HttpFields headers, byte[] body) {}

    /** @throws Refused with the code of the first thing that is wrong */
    Request read(Message message, Peer peer) {
        var given = HeaderFields.read(message.headers());
        var id = text(given, Parameter.REQUEST_IDENTIFIER);
        if (id.isEmpty()) throw Refused.badRequest(HeaderFields.REQUEST_ID + " is missing"); // [TS-0004 §7.2.1.1]
        var from = text(given, Parameter.FROM);
        boolean hasBody = message.body().length > 0;
        var form = hasBody ? Optional.of(MediaTypes.content(message.headers())) : Optional.<MediaTypes.Content>empty();
        var type = form.map(MediaTypes.Content::type).orElse(OptionalInt.empty());
        var operation = operation(message.method(), type);
        demandContent(operation, hasBody);
        var query = Query.read(message.query(), isAttribute);
        given.keySet().removeIf(RequestReader::isOfResponses);
        given.putAll(query.parameters());
        HeaderFields.notificationUris(message.headers()).ifPresent(uris -> nameNotified(given, uris));
        var tokens = Authorization.tokens(message.headers());
        if (!tokens.isEmpty()) given.put(Parameter.TOKENS, Value.texts(tokens));
        return new Request(
                operation,
                Target.to(message.path()),
                from,
                id,
                operation == Operation.CREATE ? type.orElse(0) : 0,
                form.map(MediaTypes.Content::serialization)
                        .map(each -> codecs.of(each).readObject(message.body()))
                        .orElse(Value.Fields.EMPTY),
                query.filter(),
                given,
                peer);
    }

    // [TS-0009 §6.2.1] a POST creates if its Content-Type names a resource type, and notifies otherwise
    private static Operation operation(String method, OptionalInt type) {
        return switch (method) {
            case "GET", "HEAD" -> Operation.RETRIEVE;
            case "PUT" -> Operation.UPDATE;
            case "DELETE" -> Operation.DELETE;
            case "POST" -> type.isPresent() ? Operation.CREATE : Operation.NOTIFY;
            default ->
                throw new Refused(
                        ResultCode.OPERATION_NOT_ALLOWED,
                        "method " + Shown.of(method) + " is not one of GET, POST, PUT and DELETE");
        };
    }

    // [TS-0004 §7.2.1.1] Content is mandatory, optional or not present
    private static void demandContent(Operation operation, boolean hasBody) {
        switch (operation) {
            case CREATE, UPDATE, NOTIFY -> {
                if (!hasBody) throw Refused.badRequest("the request has no body");
            }
            case DELETE -> {
                if (hasBody) throw Refused.badRequest("a DELETE has no body");
            }
            case RETRIEVE -> {}
        }
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

    private static void nameNotified(Map<Parameter, Value> given, List<String> uris) {
        if (!(given.get(Parameter.RESPONSE_TYPE) instanceof Value.Fields type))
            throw Refused.badRequest(HeaderFields.NOTIFICATION_URI + " needs the query field rt");
        var full = type.with("nu", Value.texts(uris));
        given.put(Parameter.RESPONSE_TYPE, Parameter.RESPONSE_TYPE.type().check(full, HeaderFields.NOTIFICATION_URI));
    }

    private static String text(Map<Parameter, Value> given, Parameter parameter) {
        return given.remove(parameter) instanceof Value.Text(var text) ? text : "";
    }
}
