// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.entente.bindings.wire.NobodyHere;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;

/**
 * A CSE on another machine over one WebSocket connection, which is opened by the first request and again whenever one
 * finds it closed. Requests of the CSE come over it to the entity that stands here. TS-0020. Safe for many threads.
 */
public final class WebSocketMca implements Mca, AutoCloseable {
    private final WebSocketCoreClient client;
    private final WebSocketCaller caller;
    private final URI cse;
    private final Duration timeout;

    /**
     * @param cse where the CSE listens, such as {@code ws://127.0.0.1:8080}
     * @param secret the bearer's, empty to connect without
     * @param timeout for a whole request
     * @param entity takes the CSE's requests, notifications above all
     */
    public WebSocketMca(
            URI cse,
            Optional<Secret> secret,
            Duration timeout,
            Serialization serialization,
            WebSocketClientConfig config,
            Mca entity) {
        this.cse = cse;
        this.timeout = timeout;
        this.client = WebSocketClients.start(config);
        this.caller = new WebSocketCaller(client, cse, secret, serialization, config, entity);
    }

    /** For who only sends requests. */
    public static final Mca DEAF = new NobodyHere();

    /** Has something run, on a thread of the connection, each time that an open connection was closed by anybody but us. */
    public void whenLost(Runnable run) {
        caller.whenLost(run);
    }

    @Override
    public Response send(Request request) {
        return switch (caller.send(request, timeout)) {
            case Delivery.Answered(var response) -> response;
            case Delivery.Unreachable(var reason) -> notReached(request, reason);
            case Delivery.Awaited(var _, var reason) -> notReached(request, reason);
            case Delivery.Undeliverable(var reason) -> notReached(request, reason);
        };
    }

    private Response notReached(Request request, String reason) {
        return Response.of(request, new Refused(ResultCode.TARGET_NOT_REACHABLE, cse + " gave no answer: " + reason));
    }

    @Override
    public void close() {
        caller.close();
        WebSocketClients.stop(client);
    }
}
