// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.codec.Json;
import org.entente.console.Doorkeeper.Guest;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;

/** What the scripts of the pages ask for. */
final class Api {
    static final String JSON = "application/json";
    /** In whose name a page asks; a header that no other site's page can send without being asked about first. */
    static final String ORIGINATOR = "x-m2m-origin";

    /** Every call of our scripts carries it, which a form or a link of another site cannot. */
    static final String OWN = "x-entente-console";

    private static final int MOST_WATCHED = 100;

    private final Terms terms;
    private final Visitors visitors;
    private final Watches watches;
    private final Streams streams;
    private final Function<String, Optional<String>> trace;

    Api(Terms terms, Visitors visitors, Watches watches, Function<String, Optional<String>> trace) {
        this.trace = trace;
        this.terms = terms;
        this.visitors = visitors;
        this.watches = watches;
        this.streams = new Streams(watches);
    }

    WebResponse answer(String name, WebRequest request) {
        demandOwnPage(request);
        if (!watches.isServing()) throw new Declined(503, "The hub is starting.");
        return switch (request.method() + " " + name) {
            case "GET session" -> json(session(request));
            case "POST session" -> enter(request);
            case "DELETE session" -> cookie(visitors.leave(request));
            case "GET terms" -> json(terms.overview());
            case "GET type" ->
                json(terms.type(request.query("root").orElse(""))
                        .orElseThrow(() -> new Declined(404, "There is no such resource type.")));
            case "GET trace" -> trace(request);
            case "POST send" -> json(send(request));
            case "GET stream" -> stream(request);
            case "POST watch" -> watch(request);
            default -> throw new Declined(404, "The console cannot do this.");
        };
    }

    void close() {
        streams.close();
    }

    private static void demandOwnPage(WebRequest request) {
        var site = request.header("sec-fetch-site").orElse("same-origin");
        if (request.header(OWN).isEmpty() || !Set.of("same-origin", "none").contains(site))
            throw new Declined(403, "Only the console's own pages may ask this.");
    }

    private Value.Fields session(WebRequest request) {
        var guest = visitors.guest(request);
        return Value.field("named", Value.of(guest.isEmpty() && visitors.believed(request)))
                .with("signedIn", Value.of(guest.isPresent()))
                .with("originators", Value.texts(guest.map(Guest::originators).orElse(List.of())));
    }

    private WebResponse enter(WebRequest request) {
        var secret = Json.STRICT.readObject(request.body()).text("secret").orElse("");
        return cookie(visitors.enter(secret.strip()));
    }

    private static WebResponse cookie(String cookie) {
        return new WebResponse(204, Map.of("Set-Cookie", cookie), _ -> {});
    }

    private Visitor visitor(WebRequest request) {
        return visitors.as(request.header(ORIGINATOR).orElse(""), request);
    }

    private Value.Fields send(WebRequest request) {
        var primitive = Json.STRICT.readObject(request.body());
        var from = primitive.text(Parameter.FROM.shortName()).orElse("");
        var visitor = visitors.as(from, request);
        var asked = Primitives.request(primitive, visitor.peer());
        return Value.field(Primitives.RESPONSE, Primitives.fields(watches.send(asked, visitor)));
    }

    private WebResponse trace(WebRequest request) {
        var visitor = visitor(request);
        return trace.apply(visitor.originator())
                .map(svg -> WebResponse.of(200, "image/svg+xml", svg.getBytes(UTF_8)))
                .orElseThrow(() -> new Declined(
                        404,
                        "Nothing is recorded, or not for you: the administrator sees it if trace.primitives is set."));
    }

    private WebResponse stream(WebRequest request) {
        var stream = streams.open(visitor(request));
        return new WebResponse(200, Map.of("Content-Type", "text/event-stream"), stream);
    }

    private WebResponse watch(WebRequest request) {
        var asked = Json.STRICT.readObject(request.body());
        var addresses = new ArrayList<String>();
        if (asked.find("addresses").orElse(null) instanceof Value.Items(var values))
            for (var value : values) if (value instanceof Value.Text(var text)) addresses.add(text);
        if (addresses.size() > MOST_WATCHED)
            throw new Declined(400, "A page may watch " + MOST_WATCHED + " resources at most.");
        streams.find(asked.text("stream").orElse(""), visitor(request)).watch(addresses);
        return new WebResponse(204, Map.of(), _ -> {});
    }

    private static WebResponse json(Value value) {
        return WebResponse.of(200, JSON, Json.STRICT.write(value));
    }
}
