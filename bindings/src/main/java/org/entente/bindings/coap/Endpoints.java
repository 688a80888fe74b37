// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.serialization.TcpDataSerializer;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.TcpConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.entente.bindings.wire.Closings;

/** Californium's endpoints as this binding wants them: its own options, and a bound for whatever a stranger can fill. */
final class Endpoints {
    private static final int BLOCK_BYTES = 1024;
    private static final int DATAGRAM_BYTES = 2048;
    private static final int CONNECTION_ID_BYTES = 6;
    private static final int STALE_SECONDS = 300;

    private Endpoints() {}

    /** Runs the protocol; never the work of a request. */
    static ScheduledExecutorService executor(String name, int threads) {
        var executor = new ScheduledThreadPoolExecutor(
                threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    static Configuration configuration(CoapLimits limits) {
        var config = new Configuration(
                CoapConfig.DEFINITIONS,
                UdpConfig.DEFINITIONS,
                DtlsConfig.DEFINITIONS,
                TcpConfig.DEFINITIONS,
                SystemConfig.DEFINITIONS);
        config.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES);
        config.set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES);
        config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, limits.bodyBytes());
        // The number of peers of this configuration bounds nothing but the bodies in blocks.
        config.set(CoapConfig.MAX_ACTIVE_PEERS, limits.transfers());
        config.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, limits.transfer().toMillis(), TimeUnit.MILLISECONDS);
        config.set(CoapConfig.BLOCKWISE_STRICT_BLOCK1_OPTION, true);
        config.set(CoapConfig.USE_MESSAGE_OFFLOADING, true);
        config.set(UdpConfig.UDP_DATAGRAM_SIZE, DATAGRAM_BYTES);
        config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, limits.associations());
        config.set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE_SECONDS, TimeUnit.SECONDS);
        return config;
    }

    static Connector udp(InetSocketAddress address, Configuration config) {
        return new UDPConnector(address, config);
    }

    /** Takes associations, and asks who opens one for a certificate. */
    static Connector awaiting(
            InetSocketAddress address, Configuration config, Dtls dtls, Consumer<Closings.Limit> closings) {
        config.set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY);
        config.set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.WANTED);
        config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES);
        // Nobody can be asked for a certificate by who has none.
        var builder = dtls(address, config, dtls, hasCertificate(dtls))
                .setSessionListener(new Associations.Handshakes(closings));
        return new Associations(builder.build(), closings);
    }

    /** Opens associations. */
    static Connector opening(InetSocketAddress address, Configuration config, Dtls dtls) {
        config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
        config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0); // the other side may use them
        boolean verifies = dtls.keys().isPresent() || dtls.identity().isPresent();
        return new DTLSConnector(dtls(address, config, dtls, verifies).build());
    }

    private static boolean hasCertificate(Dtls dtls) {
        return dtls.identity().filter(each -> each.current().key().isPresent()).isPresent();
    }

    private static DtlsConnectorConfig.Builder dtls(
            InetSocketAddress address, Configuration config, Dtls dtls, boolean verifies) {
        var builder = DtlsConnectorConfig.builder(config).setAddress(address);
        if (dtls.keys().isPresent() || dtls.shown().isPresent())
            builder.setAdvancedPskStore(new SharedKeys(dtls.keys(), dtls.shown()));
        if (hasCertificate(dtls))
            dtls.identity()
                    .ifPresent(each ->
                            builder.setCertificateIdentityProvider(new OwnCertificate(each, dtls.rawKeyOnly())));
        if (verifies) builder.setAdvancedCertificateVerifier(new PeerVerifier(dtls));
        return builder;
    }

    /** Whether it needs no acknowledgements. RFC 8323 §2.1 */
    static boolean isStream(CoapEndpoint endpoint) {
        return CoAP.isTcpProtocol(endpoint.getConnector().getProtocol());
    }

    /** @throws IllegalStateException if it cannot listen */
    static CoapEndpoint start(
            Connector connector,
            Configuration config,
            CoapLimits limits,
            MessageDeliverer deliverer,
            ScheduledExecutorService executor) {
        var remembering = new Configuration(config);
        remembering.set(CoapConfig.MAX_ACTIVE_PEERS, limits.remembered());
        var tokens = new RandomTokenGenerator(config);
        var store = new InMemoryMessageExchangeStore("", remembering, tokens);
        store.setDeduplicator(new Remembered(limits.remembered()));
        boolean isStream = CoAP.isTcpProtocol(connector.getProtocol());
        var endpoint = new CoapEndpoint.Builder()
                .setConnector(connector)
                .setConfiguration(config)
                .setTokenGenerator(tokens)
                .setMessageExchangeStore(store)
                .setDataSerializerAndParser(
                        isStream ? new TcpDataSerializer() : new UdpDataSerializer(),
                        isStream ? Understood.overStreams() : Understood.overDatagrams())
                .build();
        endpoint.setMessageDeliverer(deliverer);
        endpoint.setExecutors(executor, executor);
        try {
            endpoint.start();
        } catch (IOException e) {
            endpoint.destroy();
            throw new IllegalStateException(
                    "CoAP cannot listen on " + connector.getAddress() + ": " + e.getMessage(), e);
        }
        return endpoint;
    }
}
