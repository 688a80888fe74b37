// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.bindings.wire.ParameterText;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.model.Refused;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;

/** Makes method, headers and body of a request primitive. TS-0009 §6.2.1, §6.4, §6.5. */
final class RequestWriter {
    private static final byte[] NO_BODY = {};

    private final Codecs codecs;

    RequestWriter(Codecs codecs) {
        this.codecs = codecs;
    }

    record Message(String method, HttpFields headers, String mediaType, byte[] body) {}

    /**
     * How a request is sent.
     *
     * @param serialization of it, and of the answer that is asked for
     * @param secret shown as a bearer's, if there is one
     */
    record Manner(Serialization serialization, Optional<Secret> secret) {}

    /** @throws Refused BAD_REQUEST if a parameter cannot stand in a header */
    Message write(Request request, Manner manner) {
        var mediaType = MediaTypes.of(manner.serialization());
        var headers = HttpFields.build();
        headers.add(HeaderFields.REQUEST_ID, request.id());
        if (!request.from().isEmpty()) headers.add(HeaderFields.ORIGIN, request.from());
        HeaderFields.write(request.others(), headers);
        ParameterText.notificationUris(request.find(Parameter.RESPONSE_TYPE))
                .ifPresent(uris -> headers.add(HeaderFields.NOTIFICATION_URI, uris));
        authorize(request, manner.secret(), headers);
        headers.add(HttpHeader.ACCEPT, mediaType);
        for (var field : headers) demandPlain(field);
        boolean isEmpty = request.content().members().isEmpty();
        return new Message(
                method(request),
                headers,
                request.type() == 0 ? mediaType : mediaType + ";ty=" + request.type(), // [TS-0009 §6.4.3]
                isEmpty ? NO_BODY : codecs.of(manner.serialization()).write(request.content()));
    }

    private static String method(Request request) {
        return switch (request.operation()) {
            case CREATE, NOTIFY -> "POST";
            case RETRIEVE -> "GET";
            case UPDATE -> "PUT";
            case DELETE -> "DELETE";
        };
    }

    // Tokens are for the host of the resource, the secret for the registrar when both are there. [TS-0009 §7.1]
    private static void authorize(Request request, Optional<Secret> secret, HttpFields.Mutable headers) {
        var tokens = request.find(Parameter.TOKENS).map(each -> ParameterText.joined(each, "+"));
        tokens.ifPresent(each -> headers.add(HttpHeader.AUTHORIZATION, each));
        secret.ifPresent(each -> headers.add(
                tokens.isPresent() ? HttpHeader.PROXY_AUTHORIZATION : HttpHeader.AUTHORIZATION,
                "Bearer " + each.reveal()));
    }

    private static void demandPlain(HttpField field) {
        var value = field.getValue() == null ? "" : field.getValue();
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7F || c > 0xFF))
            throw Refused.badRequest(field.getName() + " has a character that no header can carry");
    }
}
