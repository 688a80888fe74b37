// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.sample;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigBuilder;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.entente.interworking.opcua.Ports;

/** An OPC UA server on this machine alone. OPC 10000-4. */
public final class PlantServer<S extends Scenery> implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long PATIENCE_SECONDS = 30;

    private final OpcUaServer server;
    private final S scenery;
    private final int port;

    private PlantServer(OpcUaServer server, S scenery, int port) {
        this.server = server;
        this.scenery = scenery;
        this.port = port;
    }

    /** How clients may come in. */
    public interface Entrance {
        /** @param way to the server, to which policy and tokens are to be added */
        Set<EndpointConfig> endpoints(EndpointConfig.Builder way);

        void configure(OpcUaServerConfigBuilder config);
    }

    /** Anybody, without protection: the server is for this machine alone. */
    public static final Entrance OPEN = new Entrance() {
        @Override
        public Set<EndpointConfig> endpoints(EndpointConfig.Builder way) {
            return Set.of(way.addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                    .build());
        }

        @Override
        public void configure(OpcUaServerConfigBuilder config) {
            config.setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()));
        }
    };

    /** @param port 0 takes any free one */
    public static <S extends Scenery> PlantServer<S> start(
            int port, Entrance entrance, Function<OpcUaServer, S> scenery) throws IOException {
        // A client of this machine may come as often as it likes.
        Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
        return Ports.open(port, chosen -> started(chosen, entrance, scenery));
    }

    private static <S extends Scenery> PlantServer<S> started(
            int port, Entrance entrance, Function<OpcUaServer, S> scenery) throws IOException {
        var way = EndpointConfig.newBuilder()
                .setBindAddress(LOOPBACK)
                .setHostname(LOOPBACK)
                .setBindPort(port);
        var config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Entente sample"))
                .setApplicationUri("urn:entente:sample")
                .setEndpoints(entrance.endpoints(way));
        entrance.configure(config);
        var server = new OpcUaServer(
                config.build(),
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        var made = scenery.apply(server);
        made.startup();
        try {
            server.startup().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new PlantServer<>(server, made, port);
        } catch (ExecutionException | TimeoutException e) {
            made.shutdown();
            var _ = server.shutdown();
            throw new IOException("the server cannot listen at port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server started", e);
        }
    }

    public URI url() {
        return URI.create("opc.tcp://" + LOOPBACK + ":" + port);
    }

    public S scenery() {
        return scenery;
    }

    @Override
    public void close() {
        scenery.shutdown();
        try {
            server.shutdown().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its sockets are closed all the same.
        }
    }
}
