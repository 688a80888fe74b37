// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.entente.codec.Json;
import org.entente.console.Doorkeeper.Guest;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;

/** A console before a small CSE that notes what it was asked, and grants or refuses subscriptions as it is told. */
final class Hub implements Mca, Doorkeeper {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration ASK_EVERY = Duration.ofMillis(20);

    final List<Request> asked = new CopyOnWriteArrayList<>();
    final Map<String, Guest> secrets = new ConcurrentHashMap<>();
    final Watches watches = new Watches("CConsole", InstantSource.fixed(NOW), new Random(7), ASK_EVERY);
    final Console console;
    volatile boolean grantsSubscriptions = true;
    volatile boolean believing = true;
    volatile boolean isEmpty;
    volatile long state = 1;

    Hub() {
        secrets.put("lamp.secret", new Guest(List.of("CLamp", "CLamp-*"), name -> name.startsWith("CLamp")));
        console = new Console(
                new Terms(ResourceTypes.standard(), "cse-in", code -> code.isSuccess() ? 200 : 400),
                new Visitors(this, false, InstantSource.fixed(NOW), new Random(7)),
                watches);
        console.serve(this);
    }

    @Override
    public Optional<Guest> admit(String secret) {
        return Optional.ofNullable(secrets.get(secret));
    }

    @Override
    public boolean believes(String originator) {
        return believing && !originator.startsWith("CLamp");
    }

    @Override
    public Response send(Request request) {
        asked.add(request);
        if (isEmpty || request.to().endsWith("missing"))
            return Response.of(request, new Refused(ResultCode.NOT_FOUND, "none"));
        return switch (request.operation()) {
            case CREATE ->
                grantsSubscriptions
                        ? Response.of(request, ResultCode.CREATED, subscription(request))
                        : Response.of(request, new Refused(ResultCode.ORIGINATOR_HAS_NO_PRIVILEGE, "not you"));
            case RETRIEVE ->
                Response.of(request, ResultCode.OK, Value.field("m2m:cnt", Value.field("st", Value.of(state))));
            case UPDATE -> Response.of(request, ResultCode.UPDATED);
            case DELETE -> Response.of(request, ResultCode.DELETED);
            case NOTIFY -> Response.of(request, ResultCode.OK);
        };
    }

    private static Value.Fields subscription(Request request) {
        return Value.field(
                "m2m:sub", Value.field("ri", Value.of("sub-" + request.to().replace('/', '.') + "-" + request.from())));
    }

    long count(Operation operation) {
        return asked.stream()
                .filter(request -> request.operation() == operation)
                .count();
    }

    /** Something under a watched address has changed; the CSE says so to whom the subscription names. */
    void notice(String subscription) {
        var event = Value.field("net", Value.of(1)).with("rep", Value.field("m2m:cnt", Value.field("st", Value.of(5))));
        watches.receive(Request.notification(
                "CConsole",
                "/id-in",
                Value.field("m2m:sgn", Value.field("nev", event).with("sur", Value.of("/id-in/" + subscription)))));
    }

    Answer get(String path, String... headers) {
        return answer("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return answer("POST", path, body, headers);
    }

    /** As a script of the page asks, from this machine. */
    Answer answer(String method, String path, String body, String... headers) {
        return new Answer(console.handle(request(method, path, body, headers)));
    }

    static WebRequest request(String method, String path, String body, String... headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("host", "127.0.0.1:8080");
        all.put(Api.OWN, "1");
        for (int i = 0; i < headers.length; i += 2)
            if (headers[i + 1].isEmpty()) all.remove(headers[i]);
            else all.put(headers[i], headers[i + 1]);
        int question = path.indexOf('?');
        var query = question < 0
                ? Map.<String, List<String>>of()
                : Map.of("root", List.of(path.substring(question + "?root=".length())));
        return new WebRequest(
                method,
                question < 0 ? path : path.substring(0, question),
                query,
                all,
                body.getBytes(UTF_8),
                Optional.empty());
    }

    /** What came back, its body read when it is asked for. */
    record Answer(WebResponse response) {
        int status() {
            return response.status();
        }

        String header(String name) {
            return response.headers().getOrDefault(name, "");
        }

        String body() {
            var out = new ByteArrayOutputStream();
            try {
                response.body().writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString(UTF_8);
        }

        Value.Fields json() {
            return Json.STRICT.readObject(body().getBytes(UTF_8));
        }
    }
}
