// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.entente.interworking.Tree;
import org.entente.interworking.opcua.Papers;
import org.entente.interworking.opcua.Ports;
import org.entente.interworking.opcua.server.HubServerSettings.Bounds;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Ae;
import org.entente.security.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub as an OPC UA server: an application like others, that shows the devices which its originator may see, and asks
 * in each guest's own name. OPC 10000-4. Safe for many threads.
 */
public final class HubServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubServer.class);
    private static final long PATIENCE_SECONDS = 30;
    private static final int CHUNK_BYTES = 65_536;
    private static final int DEEPEST = 20;
    private static final int SUBSCRIPTIONS = 100;
    private static final double LONGEST_LIFE_MILLIS = 3_600_000;

    private static final List<SecurityPolicy> POLICIES = List.of(
            SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss);

    private final HubServerSettings settings;
    private final int port;
    private final OpcUaServer server;
    private final DeviceSpace space;
    private final Tree tree;
    private final ExecutorService threads;
    /** Done before the first begins. */
    private Future<?> census = CompletableFuture.completedFuture(true);

    private HubServer(
            HubServerSettings settings,
            int port,
            OpcUaServer server,
            DeviceSpace space,
            Tree tree,
            ExecutorService threads) {
        this.settings = settings;
        this.port = port;
        this.server = server;
        this.space = space;
        this.tree = tree;
        this.threads = threads;
    }

    /** What it shows to whom. */
    public record Reception(Hub hub, Credentials credentials, Papers papers) {}

    /**
     * Listens, and registers its application.
     *
     * @throws IOException if it cannot listen there
     */
    public static HubServer start(HubServerSettings settings, Reception reception) throws IOException {
        return Ports.open(settings.port(), port -> started(settings, port, reception));
    }

    private static HubServer started(HubServerSettings settings, int port, Reception reception) throws IOException {
        var hub = reception.hub();
        var guests = new Guests(reception.credentials(), settings);
        // What the hub is asked for may wait, which the library's own threads must not.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Entente"))
                .setProductUri("urn:entente")
                .setEndpoints(endpoints(settings, port, guests, reception.papers()))
                .setIdentityValidator(guests.validator())
                .setEncodingLimits(encoding(settings.bounds()))
                .setLimits(limits(settings.bounds()))
                .setExecutor(threads);
        reception.papers().show(config);
        var server = new OpcUaServer(
                config.build(),
                _ -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        var tree = new Tree(hub.cse(), settings.originator());
        var space = new DeviceSpace(server, guests, tree, hub);
        space.startup();
        var started = new HubServer(settings, port, server, space, tree, threads);
        started.listen();
        try {
            started.register(hub);
        } catch (Refused refused) {
            started.close();
            throw refused;
        }
        started.census =
                threads.submit(new Census(new Surveyor(tree, settings.originator(), hub), space, settings.refresh()));
        LOG.info("opcua server url={}", started.url());
        return started;
    }

    private static Set<EndpointConfig> endpoints(HubServerSettings settings, int port, Guests guests, Papers papers) {
        var endpoints = new HashSet<EndpointConfig>();
        for (var name : settings.names())
            for (var policy : POLICIES)
                endpoints.add(EndpointConfig.newBuilder()
                        .setBindAddress(settings.host())
                        .setBindPort(port)
                        .setHostname(name)
                        .setCertificate(papers.certificate())
                        .setSecurityPolicy(policy)
                        .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                        .addTokenPolicies(guests.policies().toArray(UserTokenPolicy[]::new))
                        .build());
        return endpoints;
    }

    private static EncodingLimits encoding(Bounds bounds) {
        return new EncodingLimits(
                CHUNK_BYTES, bounds.messageBytes() / CHUNK_BYTES * 2 + 1, bounds.messageBytes(), DEEPEST);
    }

    private static OpcUaServerConfigLimits limits(Bounds bounds) {
        var operations = uint(bounds.operations());
        return new OpcUaServerConfigLimits() {
            @Override
            public UInteger getMaxSessions() {
                return uint(bounds.sessions());
            }

            @Override
            public UInteger getMaxSubscriptionsPerSession() {
                return uint(SUBSCRIPTIONS);
            }

            @Override
            public Double getMaxSubscriptionLifetime() {
                return LONGEST_LIFE_MILLIS;
            }

            @Override
            public UInteger getMaxMonitoredItemsPerSession() {
                return uint(bounds.items());
            }

            @Override
            public UInteger getMaxMonitoredItemsPerCall() {
                return operations;
            }

            @Override
            public UInteger getMaxNodesPerRead() {
                return operations;
            }

            @Override
            public UInteger getMaxNodesPerMethodCall() {
                return operations;
            }

            @Override
            public UInteger getMaxNodesPerWrite() {
                return operations;
            }

            @Override
            public UInteger getMaxNodesPerBrowse() {
                return operations;
            }
        };
    }

    private void listen() throws IOException {
        try {
            server.startup().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException("the OPC UA server cannot listen at " + url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the OPC UA server started", e);
        }
    }

    private void register(Hub hub) {
        var poa = hub.access().offer(settings.originator(), space.audience());
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("api", Value.of(settings.appId()));
        attributes.put("rr", Value.of(true));
        attributes.put("srv", Value.texts(List.of("2a", "3", "4", "5")));
        if (!poa.isEmpty()) attributes.put("poa", Value.texts(poa));
        tree.keep("-", settings.name(), Ae.TYPE, attributes);
    }

    /** Where clients connect. */
    public URI url() {
        return URI.create("opc.tcp://" + settings.names().getFirst() + ":" + port);
    }

    @Override
    public void close() {
        tree.hurry();
        census.cancel(true);
        space.shutdown();
        try {
            server.shutdown().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its sockets are closed all the same.
        }
        threads.shutdownNow();
        threads.close();
    }
}
