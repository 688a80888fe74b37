// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.UdpMulticastConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** Californium's endpoints as OCF's devices need them, with a bound for whatever a device can fill. */
final class Endpoints {
    /** OCF Core §12.2.9. */
    static final String ALL_DEVICES = "224.0.1.187";

    private static final int BLOCK_BYTES = 1024;
    private static final int BODY_BYTES = 64 * 1024;
    private static final int PEERS = 2000;
    private static final int STALE_SECONDS = 30;
    private static final int ONE = 1;
    /** OCF Security §11.3.2 asks for the first; the others are what constrained devices have. */
    private static final List<CipherSuite> SUITES = List.of(
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_128_CCM_8);

    private Endpoints() {}

    /** For every device that is asked without DTLS. */
    static Endpoint plain() {
        var config = configuration();
        return started(new UDPConnector(new InetSocketAddress(0), config), config);
    }

    /** Asks whoever listens on an interface. */
    static Endpoint multicast(NetworkInterface network) {
        var config = configuration();
        var connector = new UdpMulticastConnector.Builder()
                .setLocalPort(0)
                .addMulticastGroup(InetAddress.ofLiteral(ALL_DEVICES), network)
                .setOutgoingMulticastInterface(network)
                .setConfiguration(config)
                .build();
        return started(connector, config);
    }

    /** For one device: another may know the hub by the same identity and another key. */
    static Endpoint secure(Credential credential) {
        var config = configuration();
        config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
        config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, ONE);
        config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, ONE);
        config.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, ONE);
        config.set(DtlsConfig.DTLS_CIPHER_SUITES, SUITES);
        config.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
        var identity = credential.identityBytes();
        var settings = DtlsConnectorConfig.builder(config)
                .setAddress(new InetSocketAddress(0))
                .setAdvancedPskStore(new AdvancedSinglePskStore(
                        new PskPublicInformation(credential.identity(), identity), credential.key()))
                .build();
        return started(new DTLSConnector(settings), config);
    }

    private static Configuration configuration() {
        var config = new Configuration(
                CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        config.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES);
        config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, BODY_BYTES);
        config.set(CoapConfig.MAX_ACTIVE_PEERS, PEERS);
        config.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, STALE_SECONDS, TimeUnit.SECONDS);
        config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, ONE);
        config.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, ONE);
        config.set(UdpConfig.UDP_SENDER_THREAD_COUNT, ONE);
        return config;
    }

    private static Endpoint started(Connector connector, Configuration config) {
        var endpoint = new CoapEndpoint.Builder()
                .setConnector(connector)
                .setConfiguration(config)
                .setDataSerializerAndParser(new UdpDataSerializer(), new UdpDataParser(true, Options.registry()))
                .build();
        try {
            endpoint.start();
        } catch (IOException e) {
            endpoint.destroy();
            throw new IllegalStateException("CoAP cannot be sent: " + e.getMessage(), e);
        }
        return endpoint;
    }
}
