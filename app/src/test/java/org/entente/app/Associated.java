// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** An association of DTLS that carries whatever bytes it is given. */
final class Associated implements AutoCloseable {
    private final InetSocketAddress server;
    private final DTLSConnector connector;
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    Associated(URI server, String identity, byte[] key) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        var config = new Configuration(DtlsConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
        connector = new DTLSConnector(DtlsConnectorConfig.builder(config)
                .setAddress(new InetSocketAddress(0))
                .setAdvancedPskStore(new AdvancedSinglePskStore(identity, key))
                .build());
        connector.setRawDataReceiver(raw -> heard.add(raw.getBytes()));
        connector.start();
    }

    void send(byte... bytes) {
        connector.send(RawData.outbound(bytes, new AddressEndpointContext(server), null, false));
    }

    /** The next that has come already. */
    Optional<Datagrams.Header> heard() {
        return Optional.ofNullable(heard.poll()).map(Datagrams.Header::of);
    }

    @Override
    public void close() {
        connector.destroy();
    }
}
