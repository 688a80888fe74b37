// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.entente.security.Tls;

/** Jetty's client as all our ways out want it: few threads, our TLS, and only to addresses that may be contacted. */
public final class JettyClients {
    private static final int POOL_THREADS = 8;

    private JettyClients() {}

    /**
     * @param name of its threads
     * @param trust whom to trust and which certificate to show; empty for what Java trusts
     * @param idle an unused connection is closed after it
     * @return a client that is not started yet
     */
    public static HttpClient client(
            String name, Optional<SSLContext> trust, Duration connect, Duration idle, AddressLookup lookup) {
        var threads = new QueuedThreadPool(POOL_THREADS, 1);
        threads.setName(name);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory()));
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        var tls = new SslContextFactory.Client();
        trust.ifPresent(tls::setSslContext);
        tls.setIncludeProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        tls.setExcludeCipherSuites();
        tls.setIncludeCipherSuites(Tls.SUITES.toArray(String[]::new));
        connector.setSslContextFactory(tls);
        connector.setConnectTimeout(connect);
        connector.setIdleTimeout(idle);
        var client = new HttpClient(new HttpClientTransportDynamic(connector));
        client.setFollowRedirects(false); // a redirect could lead where nobody may send to
        client.setUserAgentField(null);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setSocketAddressResolver(resolver(lookup));
        return client;
    }

    private static SocketAddressResolver resolver(AddressLookup lookup) {
        return (String host, int port, Map<String, Object> _, Promise<List<InetSocketAddress>> found) ->
                Thread.startVirtualThread(() -> {
                    try {
                        found.succeeded(lookup.addresses(host).stream()
                                .map(address -> new InetSocketAddress(address, port))
                                .toList());
                    } catch (UnknownHostException | RuntimeException e) {
                        found.failed(e);
                    }
                });
    }
}
