// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Preferences;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP and answers through an {@code Mca}. TS-0009. It listens from its start on and answers 503 until it
 * is given the {@code Mca}; a close ends what was accepted first.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final HttpConfig config;
    private final Server server;
    private final ConnectionWatch watch;
    private final FrontDoor door;
    private final Optional<Upgrade> upgrade;
    private final List<ServerConnector> connectors = new ArrayList<>();

    /**
     * @param types whose attributes the query string may filter by, and XML is read and written by
     * @param mounts parts of the site besides the resources
     */
    public HttpServer(HttpConfig config, Admittance admittance, ResourceTypes types, List<Mount> mounts) {
        this(config, admittance, types, mounts, Optional.empty());
    }

    /** @param upgrade another protocol that shares the port */
    public HttpServer(
            HttpConfig config,
            Admittance admittance,
            ResourceTypes types,
            List<Mount> mounts,
            Optional<Upgrade> upgrade) {
        this.upgrade = upgrade;
        this.config = config;
        // All of it on virtual threads: a selector that is one hands over a request without waking another thread,
        // which was worth a third to a half more requests. No limit here, since ours are on what is accepted.
        var threads = new VirtualThreadPool(0);
        threads.setName("http");
        threads.setTracking(false);
        server = new Server(threads);
        watch = new ConnectionWatch(config.limits(), admittance.overload().closings());
        for (var listener : config.listeners()) connect(listener);
        var all = new ArrayList<>(mounts);
        all.addAll(health());
        door = new FrontDoor(config, this::admission, new Gate(admittance), watch, types, all, upgrade);
        upgrade.ifPresent(each -> each.join(server));
        server.setHandler(door);
        server.setErrorHandler(new ProtocolErrors());
        server.setStopTimeout(0); // we drain ourselves
    }

    private List<Mount> health() {
        return List.of(
                new Mount("/healthz", true, _ -> Health.answer(true)),
                new Mount("/readyz", true, _ -> Health.answer(isReady())));
    }

    private Admission admission(Connector connector) {
        for (int i = 0; i < connectors.size(); i++)
            if (connectors.get(i).equals(connector))
                return config.listeners().get(i).admission();
        return Admission.CREDENTIAL_DEMANDED;
    }

    private boolean isReady() {
        return door.isServing();
    }

    private void connect(Listener listener) {
        var http = new HttpConnectionFactory(wire());
        var connector =
                listener.tls().map(context -> connector(tls(context), http)).orElseGet(() -> connector(http));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.addBean(watch);
        server.addConnector(connector);
        connectors.add(connector);
    }

    private ServerConnector connector(ConnectionFactory... factories) {
        // As many selectors as processors, since they answer what takes no wait.
        return new ServerConnector(server, -1, Runtime.getRuntime().availableProcessors(), factories) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                var socket = new WatchedEndPoint(channel, selector, key, getScheduler(), watch::expired);
                socket.setIdleTimeout(getIdleTimeout());
                return socket;
            }
        };
    }

    private HttpConfiguration wire() {
        var wire = new HttpConfiguration();
        wire.setRequestHeaderSize(config.limits().headerBytes());
        wire.setSendServerVersion(false);
        wire.setUriCompliance(UriCompliance.RFC3986);
        var secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // a hub is often addressed by number
        wire.addCustomizer(secure);
        return wire;
    }

    private static SslConnectionFactory tls(SSLContext context) {
        var factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setWantClientAuth(true);
        factory.setIncludeProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        factory.setExcludeCipherSuites();
        factory.setIncludeCipherSuites(Tls.SUITES.toArray(String[]::new));
        return new SslConnectionFactory(factory, "http/1.1");
    }

    /** Listens; requests to the CSE get 503 until {@link #serve}. */
    public HttpServer start() {
        try {
            server.start();
        } catch (Exception e) {
            var places = config.listeners().stream().map(each -> each.host() + ":" + each.port());
            throw new IllegalStateException(
                    "HTTP cannot listen on " + places.collect(Collectors.joining(" and ")) + ": " + root(e), e);
        }
        watch.sweepEvery(SWEEP, connectors.getFirst().getScheduler());
        LOG.info("http listens addresses={}", addresses());
        return this;
    }

    private static String root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) root = root.getCause();
        return Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    /** From here on requests are answered. */
    public HttpServer serve(Mca mca) {
        return serve(mca, Preferences.UNKNOWN);
    }

    /** @param preferences of those whose requests leave open what they take */
    public HttpServer serve(Mca mca, Preferences preferences) {
        door.serve(mca, preferences);
        return this;
    }

    /** Where it listens, in the order of the listeners. */
    public List<URI> addresses() {
        var addresses = new ArrayList<URI>();
        for (var connector : connectors) {
            var host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
            var scheme = connector.getDefaultProtocol().equals("SSL") ? "https" : "http";
            addresses.add(URI.create(scheme + "://" + host + ":" + connector.getLocalPort()));
        }
        return addresses;
    }

    /** What there is to count, at this moment. */
    public HttpCounts counts() {
        var traffic = door.traffic();
        return new HttpCounts(
                watch.connections(), traffic.active(), traffic.answered(2), traffic.answered(4), traffic.answered(5));
    }

    /** Takes nothing new, ends what was accepted, and closes. */
    @Override
    public void close() {
        door.stopTaking();
        upgrade.ifPresent(Upgrade::drain);
        try {
            for (var connector : connectors) connector.close();
            if (!door.traffic().awaitQuiet(config.drain()))
                LOG.warn(
                        "http stops with requests unanswered count={}",
                        door.traffic().active());
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("http did not stop cleanly", e);
        }
    }
}
