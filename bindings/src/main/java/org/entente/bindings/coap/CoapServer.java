// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Preferences;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for CoAP and answers through an {@code Mca}. TS-0008. It listens from its start on and answers 5.03 until it is
 * given the {@code Mca}; a close ends what was accepted first.
 */
public final class CoapServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoapServer.class);

    private final CoapConfiguration config;
    private final ScheduledExecutorService executor;
    private final List<Open> open = new ArrayList<>();

    private record Open(CoapEndpoint endpoint, Inbox inbox) {}

    private CoapServer(CoapConfiguration config) {
        this.config = config;
        this.executor = Endpoints.executor("coap", Runtime.getRuntime().availableProcessors());
    }

    /**
     * Listens; requests get 5.03 until {@link #serve}.
     *
     * @param types whose attributes a query may filter by, and XML is read and written by
     * @throws IllegalStateException if a listener cannot listen
     */
    public static CoapServer start(CoapConfiguration config, Admittance admittance, ResourceTypes types) {
        var server = new CoapServer(config);
        try {
            for (var listener : config.listeners()) server.listen(listener, admittance, types);
        } catch (RuntimeException fault) {
            server.close();
            throw fault;
        }
        LOG.info("coap listens addresses={}", server.addresses());
        return server;
    }

    private void listen(CoapConfiguration.Listener listener, Admittance admittance, ResourceTypes types) {
        var limits = config.limits();
        var settings = Endpoints.configuration(limits);
        var inbox = new Inbox(
                (message, from) -> {
                    var sender = message.getSourceContext();
                    var holder = listener.carrier().holder(sender.getPeerIdentity());
                    return admittance.admit(
                            holder, from, sender.getPeerAddress().getAddress(), listener.admission());
                },
                admittance.overload(),
                limits,
                types);
        var address = new InetSocketAddress(listener.host(), listener.port());
        var closings = admittance.overload().closings();
        var connector =
                switch (listener.carrier()) {
                    case CoapConfiguration.Datagrams(var dtls) ->
                        dtls.map(each -> Endpoints.awaiting(
                                        address, settings, each, closings.on(Closings.Way.COAP_OVER_DTLS)))
                                .orElseGet(() -> Endpoints.udp(address, settings));
                    case CoapConfiguration.Streams(var tls) ->
                        StreamConnectors.awaiting(
                                address, settings, limits, tls, closings.on(Closings.Way.COAP_OVER_TCP));
                };
        var endpoint = Endpoints.start(connector, settings, limits, inbox, executor);
        open.add(new Open(endpoint, inbox));
        if (!Endpoints.isStream(endpoint)) inbox.acknowledgeEvery(executor);
    }

    /** From here on requests are answered. */
    public void serve(Mca mca) {
        serve(mca, Preferences.UNKNOWN);
    }

    /** @param preferences of those whose requests leave open what they take */
    public void serve(Mca mca, Preferences preferences) {
        open.forEach(each -> each.inbox.serve(mca, preferences));
    }

    /** Where it listens, in the order of the listeners. */
    public List<URI> addresses() {
        return open.stream().map(each -> each.endpoint.getUri()).toList();
    }

    /** Takes nothing new, ends what was accepted, and closes. */
    @Override
    public void close() {
        try {
            for (var each : open)
                if (!each.inbox.drain(config.drain())) LOG.warn("coap stops with requests unanswered");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.forEach(each -> each.endpoint.destroy());
            executor.shutdownNow();
        }
    }
}
