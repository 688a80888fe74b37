// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.entente.model.Refused;
import org.entente.model.ResultCode;

/** The Authorization header: a bearer's secret, or the tokens of the primitive. TS-0009 §6.4.19, §7.1. */
final class Authorization {
    private static final String BEARER = "bearer ";
    // Compact JWS has three parts, JWE five.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){2,4}");

    private Authorization() {}

    /** The secret that proves who sends; the registrar's stands in Proxy-Authorization if both are needed. */
    static Optional<String> secret(HttpFields headers) {
        if (headers.size() == 0) return Optional.empty();
        return bearer(headers, HttpHeader.AUTHORIZATION).or(() -> bearer(headers, HttpHeader.PROXY_AUTHORIZATION));
    }

    private static Optional<String> bearer(HttpFields headers, HttpHeader name) {
        var text = headers.get(name);
        if (text == null || !isBearer(text)) return Optional.empty();
        return Optional.of(text.substring(BEARER.length()).strip());
    }

    /**
     * The tokens of a request, separated by {@code +}.
     *
     * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if the header is of another scheme
     */
    static List<String> tokens(HttpFields headers) {
        var text = headers.get(HttpHeader.AUTHORIZATION);
        if (text == null || isBearer(text)) return List.of();
        var tokens = new ArrayList<String>();
        for (var token : text.split("\\+", -1)) {
            if (!TOKEN.matcher(token.strip()).matches())
                throw new Refused(
                        ResultCode.ORIGINATOR_NOT_AUTHENTICATED,
                        "Authorization holds neither a bearer's secret nor tokens");
            tokens.add(token.strip());
        }
        return tokens;
    }

    private static boolean isBearer(String text) {
        return text.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
