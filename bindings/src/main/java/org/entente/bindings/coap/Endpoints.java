// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;

/** Californium's endpoints as this binding wants them: its own options, and a bound for whatever a stranger can fill. */
final class Endpoints {
    private static final int BLOCK_BYTES = 1024;
    private static final int DATAGRAM_BYTES = 2048;

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
                CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        config.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES);
        config.set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES);
        config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, limits.bodyBytes());
        // The number of peers of this configuration bounds nothing but the bodies in blocks.
        config.set(CoapConfig.MAX_ACTIVE_PEERS, limits.transfers());
        config.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, limits.transfer().toMillis(), TimeUnit.MILLISECONDS);
        config.set(CoapConfig.BLOCKWISE_STRICT_BLOCK1_OPTION, true);
        config.set(CoapConfig.USE_MESSAGE_OFFLOADING, true);
        config.set(UdpConfig.UDP_DATAGRAM_SIZE, DATAGRAM_BYTES);
        return config;
    }

    static Connector udp(InetSocketAddress address, Configuration config) {
        return new UDPConnector(address, config);
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
        var endpoint = new CoapEndpoint.Builder()
                .setConnector(connector)
                .setConfiguration(config)
                .setTokenGenerator(tokens)
                .setMessageExchangeStore(store)
                .setDataSerializerAndParser(new UdpDataSerializer(), Understood.overDatagrams())
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
