// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.entente.bindings.wire.Admission;
import org.entente.model.Refused;
import org.entente.model.web.WebRequest;
import org.entente.security.Holder;

/** Serves the mounted parts of the site through our own two small HTTP shapes. */
final class WebSite {
    private final Gate gate;
    private final Bodies bodies;

    WebSite(Gate gate, Bodies bodies) {
        this.gate = gate;
        this.bodies = bodies;
    }

    void answer(Mount mount, String path, Admission admission, Visit visit) throws IOException {
        var request = visit.request();
        var response = visit.response();
        Optional<Holder> holder;
        try {
            holder = gate.holder(request);
        } catch (Refused unknown) {
            challenge(visit);
            return;
        }
        if (holder.isEmpty() && !mount.open() && admission == Admission.CREDENTIAL_DEMANDED) {
            challenge(visit);
            return;
        }
        var asked = new WebRequest(
                request.getMethod(),
                path,
                query(request),
                headers(request.getHeaders()),
                bodies.read(request),
                holder.map(each -> each.originators().getFirst()));
        var answered = mount.handler().handle(asked);
        response.setStatus(answered.status());
        answered.headers().forEach(response.getHeaders()::put);
        // A handler says what its bytes are; a browser must not guess.
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try (var out = Content.Sink.asOutputStream(response)) {
            answered.body().writeTo(out);
        }
        visit.callback().succeeded();
    }

    private static void challenge(Visit visit) {
        visit.response().setStatus(401);
        visit.answered().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"entente\"");
        visit.response().write(true, BufferUtil.EMPTY_BUFFER, visit.callback());
    }

    private static Map<String, List<String>> query(Request request) {
        var query = new LinkedHashMap<String, List<String>>();
        try {
            for (var field : Request.extractQueryParameters(request))
                query.put(field.getName(), List.copyOf(field.getValues()));
            return query;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Refused.badRequest("the query string is malformed");
        }
    }

    private static Map<String, String> headers(HttpFields fields) {
        var headers = new LinkedHashMap<String, String>();
        for (var field : fields) {
            var value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getLowerCaseName(), value, (first, second) -> first + ", " + second);
        }
        return headers;
    }
}
