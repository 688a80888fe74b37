// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.entente.bindings.wire.Parts;
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
        var id = Parts.take(given, Parameter.REQUEST_IDENTIFIER);
        if (id.isEmpty()) throw Refused.badRequest(HeaderFields.REQUEST_ID + " is missing"); // [TS-0004 §7.2.1.1]
        var from = Parts.take(given, Parameter.FROM);
        boolean hasBody = message.body().length > 0;
        var form = hasBody ? Optional.of(MediaTypes.content(message.headers())) : Optional.<MediaTypes.Content>empty();
        var type = form.map(MediaTypes.Content::type).orElse(OptionalInt.empty());
        var operation = operation(message.method(), type);
        Parts.demandContent(operation, hasBody, "body");
        var query = Query.read(message.query(), isAttribute);
        Parts.dropThoseOfResponses(given);
        given.putAll(query.parameters());
        HeaderFields.notificationUris(message.headers())
                .ifPresent(uris -> Parts.nameNotified(given, uris, HeaderFields.NOTIFICATION_URI));
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
}
