// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.config.Configuration;
import org.entente.bindings.wire.NobodyHere;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Preferences;

/** The ways out over TCP and TLS, which have threads of their own and are there from their first use on. */
final class StreamsOut implements AutoCloseable {
    private final CoapClientConfig config;
    private final ScheduledExecutorService executor;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<CoapEndpoint> plain = Optional.empty();
    private Optional<CoapEndpoint> secure = Optional.empty();

    StreamsOut(CoapClientConfig config, ScheduledExecutorService executor) {
        this.config = config;
        this.executor = executor;
    }

    CoapEndpoint plain() {
        lock.lock();
        try {
            if (plain.isEmpty())
                plain = Optional.of(start(settings -> StreamConnectors.opening(settings, config.limits())));
            return plain.get();
        } finally {
            lock.unlock();
        }
    }

    CoapEndpoint secure() {
        lock.lock();
        try {
            if (secure.isEmpty())
                secure = Optional.of(
                        start(settings -> StreamConnectors.opening(settings, config.limits(), config.tls())));
            return secure.get();
        } finally {
            lock.unlock();
        }
    }

    private CoapEndpoint start(Function<Configuration, Connector> connector) {
        var settings = Endpoints.configuration(config.limits());
        // Whom we have opened a connection to has no business asking us over it.
        var inbox = new Inbox(
                (message, _) -> CoapCaller.unproved(message), Overload.atAnyRate(), config.limits(), config.types());
        inbox.serve(new NobodyHere(), Preferences.UNKNOWN);
        return Endpoints.start(connector.apply(settings), settings, config.limits(), inbox, executor);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            plain.ifPresent(CoapEndpoint::destroy);
            secure.ifPresent(CoapEndpoint::destroy);
        } finally {
            lock.unlock();
        }
    }
}
