// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.entente.bindings.wire.Closings;
import org.entente.codec.Codecs;
import org.entente.codec.Limits;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.security.Secret;
import org.jspecify.annotations.Nullable;

/** Opens a connection to one place when it is needed, and keeps it. Safe for many threads. */
final class WebSocketCaller implements Link.Party, AutoCloseable {
    private static final int DEPTH = 128;

    private final URI place;
    private final Optional<Secret> secret;
    private final Serialization serialization;
    private final WebSocketClientConfig config;
    private final Mca entity;
    private final Codecs codecs;
    private final WebSocketCoreClient client;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Link link; // read without the lock while it is open
    private volatile Runnable lost = () -> {}; // told before the first connection, run by the threads of each
    private volatile boolean closed; // set by whoever closes, read when a connection ends

    /** @param client started, and stopped by whoever gave it */
    WebSocketCaller(
            WebSocketCoreClient client,
            URI place,
            Optional<Secret> secret,
            Serialization serialization,
            WebSocketClientConfig config,
            Mca entity) {
        this.place = place;
        this.secret = secret;
        this.serialization = serialization;
        this.config = config;
        this.entity = entity;
        this.codecs = Codecs.within(new Limits(config.limits().messageBytes(), DEPTH), config.types());
        this.client = client;
    }

    Delivery send(Request request, Duration timeout) {
        try {
            return open().send(request, timeout);
        } catch (IOException e) {
            return new Delivery.Unreachable(String.valueOf(e.getMessage()));
        }
    }

    private Link open() throws IOException {
        var known = link;
        if (known != null && known.isOpen()) return known;
        opening.lock();
        try {
            known = link;
            if (known != null && known.isOpen()) return known;
            var fresh = connect();
            link = fresh;
            return fresh;
        } finally {
            opening.unlock();
        }
    }

    private Link connect() throws IOException {
        var protocol = Subprotocol.of(serialization);
        var fresh = new Link(codecs.of(serialization), protocol.binary(), this, config.limits());
        var root = place.getRawPath().isEmpty() ? place.resolve("/") : place; // [TS-0020 §6.2.2.1]
        var handshake = CoreClientUpgradeRequest.from(client, root, fresh.frames());
        handshake.setConfiguration(config.limits().toJetty());
        handshake.setSubProtocols(protocol.registered());
        secret.ifPresent(shown ->
                handshake.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + shown.reveal())));
        var answer = new HandshakeAnswer();
        handshake.listener(answer);
        try {
            client.connect(handshake).get(config.connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no connection: " + answer.refusal(codecs).orElseGet(() -> Link.reason(e)), e);
        } catch (TimeoutException e) {
            throw new IOException("no connection within " + config.connect(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the program stops", e);
        }
        return fresh;
    }

    @Override
    public Request admitted(Request request) {
        return request; // we have chosen whom to call
    }

    @Override
    public Optional<Response> atOnce(Request request, Link over) {
        return entity.atOnce(request);
    }

    @Override
    public Response answer(Request request, Link over) {
        return entity.send(request);
    }

    @Override
    public void closed(Link gone) {
        // The next request opens another; who sends none may want to know.
        if (!closed && gone.equals(link)) lost.run();
    }

    @Override
    public void exceeded(Closings.Limit limit) {
        // Counted where connections come in.
    }

    void whenLost(Runnable run) {
        lost = run;
    }

    @Override
    public void close() {
        closed = true;
        var known = link;
        if (known != null) known.close(CloseStatus.NORMAL, "");
    }
}
