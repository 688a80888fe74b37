// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.web.WebHandler;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;

/**
 * The pages by which people look into the hub, as one AE: the tree, the devices and the workbench. Whoever uses them has
 * the rights of the originator in whose name they ask, and no others.
 */
public final class Console implements WebHandler, AutoCloseable {
    /** Where it is to be mounted; the cookie is sent nowhere else. */
    public static final String PATH = "/console/";

    private static final String API = "api/";
    private static final Map<String, String> HARDENED = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Assets assets = new Assets();
    private final Watches watches;
    private final Api api;

    /** @param watches whose {@link Watches#receive} is attached to the CSE as an AE */
    public Console(Terms terms, Visitors visitors, Watches watches) {
        this(terms, visitors, watches, _ -> Optional.empty());
    }

    /** @param trace what was recorded as SVG, for an originator who may see it */
    public Console(Terms terms, Visitors visitors, Watches watches, Function<String, Optional<String>> trace) {
        this.watches = watches;
        this.api = new Api(terms, visitors, watches, trace);
    }

    /** From here on the pages work; until then they say that the hub starts. */
    public void serve(Mca cse) {
        watches.serve(cse);
    }

    @Override
    public WebResponse handle(WebRequest request) {
        return hardened(answer(request));
    }

    private WebResponse answer(WebRequest request) {
        // Relative links in the page need the slash.
        if (request.path().length() < PATH.length()) return new WebResponse(308, Map.of("Location", PATH), _ -> {});
        var name = request.path().substring(PATH.length());
        try {
            return name.startsWith(API)
                    ? api.answer(name.substring(API.length()), request)
                    : assets.answer(name, request);
        } catch (Declined declined) {
            return declined(declined.status(), String.valueOf(declined.getMessage()));
        } catch (Refused refused) {
            return declined(400, refused.sentence());
        }
    }

    private static WebResponse declined(int status, String sentence) {
        return WebResponse.of(status, Api.JSON, Json.STRICT.write(Value.field("error", Value.of(sentence))));
    }

    private static WebResponse hardened(WebResponse response) {
        var headers = new HashMap<>(HARDENED);
        headers.putAll(response.headers());
        headers.putIfAbsent("Cache-Control", "no-store");
        return new WebResponse(response.status(), headers, response.body());
    }

    /** Ends the open streams, so that a stop does not wait for them, and the subscriptions behind them. */
    @Override
    public void close() {
        api.close();
    }
}
