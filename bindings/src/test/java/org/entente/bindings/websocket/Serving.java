// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a free port in front of an {@code Mca}, and clients for it. */
abstract class Serving {
    static final String RETRIEVE = "{\"op\":2,\"to\":\"cse-in\",\"fr\":\"CAe\",\"rqi\":\"r1\",\"rvi\":\"4\"}";
    static final LinkLimits SMALL = new LinkLimits(10_000, 4, Duration.ofSeconds(90));

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final LocalEntities entities = new LocalEntities();
    final List<AutoCloseable> open = new ArrayList<>();
    LinkLimits limits = SMALL;
    volatile Function<Request, Response> answer = Serving::ordinary;
    Credentials credentials;

    @BeforeEach
    void openCredentials(@TempDir Path folder) {
        credentials = Credentials.open(folder.resolve("credentials"), new SecureRandom(), InstantSource.system());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    static Response ordinary(Request request) {
        var box = Value.field("m2m:cnt", Value.field("ri", Value.of("cnt1")).with("rn", Value.of("box")));
        return request.operation() == Operation.RETRIEVE
                ? Response.of(request, ResultCode.OK, box)
                : Response.of(request, ResultCode.CREATED, box);
    }

    URI serve(Admission admission) {
        return serve(admission, HttpConfig.Limits.DEFAULT);
    }

    URI serve(Admission admission, HttpConfig.Limits limits) {
        return serve(admission, limits, Optional.empty());
    }

    URI serve(Admission admission, HttpConfig.Limits limits, Optional<SSLContext> tls) {
        var listener = new HttpConfig.Listener("127.0.0.1", 0, admission, tls);
        var config = new HttpConfig(List.of(listener), limits, List.of("https://app.example"), Duration.ofSeconds(5));
        var websocket = new WebSocketServer(
                new Admittance(credentials),
                this.limits,
                32,
                List.of("https://app.example"),
                ResourceTypes.standard(),
                entities);
        var http = keep(new HttpServer(config, credentials, ResourceTypes.standard(), List.of(), Optional.of(websocket))
                .start());
        Mca cse = request -> {
            requests.add(request);
            return answer.apply(request);
        };
        http.serve(cse);
        websocket.serve(cse);
        return URI.create(http.addresses().getFirst().toString().replace("http", "ws"));
    }

    URI serve() {
        return serve(Admission.ANYBODY);
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    Chat chat(URI server, String... subprotocol) {
        return keep(new Chat(server, subprotocol));
    }

    WebSocketMca mca(URI server, Serialization serialization, Optional<Secret> secret, Mca entity) {
        return keep(new WebSocketMca(
                server, secret, Duration.ofSeconds(20), serialization, WebSocketClientConfig.DEFAULT, entity));
    }

    static Request retrieve(String id) {
        return Request.retrieve("cse-in", "CAe").withId(id);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
