// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Lets pages of the configured web origins send requests, and no others. Fetch Standard, CORS protocol. */
final class Cors {
    private static final String EXPOSED = "X-M2M-RSC, X-M2M-RI, X-M2M-RVI, X-M2M-Origin, X-M2M-OT, X-M2M-RST, X-M2M-EC,"
            + " X-M2M-CTS, X-M2M-CTO, X-M2M-ATI, X-M2M-ASRI, X-M2M-VSI, Content-Location, Retry-After";

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Adds what the browser wants to see with every answer, if the page's origin is allowed. */
    void answer(HttpFields request, HttpFields.Mutable response) {
        if (origins.isEmpty()) return;
        response.add(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
        var origin = request.get(HttpHeader.ORIGIN);
        if (origin == null || !isAllowed(origin)) return;
        response.put("Access-Control-Allow-Origin", origin);
        response.put("Access-Control-Expose-Headers", EXPOSED);
    }

    /** Adds what answers a preflight. */
    void preflight(HttpFields request, HttpFields.Mutable response) {
        var origin = request.get(HttpHeader.ORIGIN);
        if (origin == null || !isAllowed(origin)) return;
        response.put("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
        var headers = request.get("Access-Control-Request-Headers");
        if (headers != null) response.put("Access-Control-Allow-Headers", headers);
        response.put("Access-Control-Max-Age", "600");
    }

    private boolean isAllowed(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }
}
