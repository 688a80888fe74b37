// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.observe.ObservationStore;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.californium.endpoint.CaliforniumServerEndpointFactory;
import org.eclipse.leshan.server.californium.endpoint.ServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.coap.CoapServerEndpointFactory;
import org.eclipse.leshan.server.californium.endpoint.coap.CoapServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.coaps.CoapsServerEndpointFactory;
import org.eclipse.leshan.server.californium.endpoint.coaps.CoapsServerProtocolProvider;
import org.eclipse.leshan.server.observation.LwM2mNotificationReceiver;

/** Leshan's endpoints, which remember only what they need of the messages of thousands. */
final class Endpoints {
    /** Of requests, which strangers send too; a fleet that comes back at once sends one each. */
    private static final int MOST_REQUESTS = 20_000;

    private static final int MOST_PEERS = 150_000;

    private Endpoints() {}

    static ServerProtocolProvider plain() {
        return new CoapServerProtocolProvider() {
            @Override
            public CaliforniumServerEndpointFactory createDefaultEndpointFactory(URI address) {
                return new Plain(address);
            }
        };
    }

    static ServerProtocolProvider secured() {
        return new CoapsServerProtocolProvider() {
            @Override
            public CaliforniumServerEndpointFactory createDefaultEndpointFactory(URI address) {
                return new Secured(address);
            }
        };
    }

    private static final class Plain extends CoapServerEndpointFactory {
        Plain(URI address) {
            super(address);
        }

        @Override
        protected CoapEndpoint.Builder createEndpointBuilder(
                InetSocketAddress address,
                Configuration configuration,
                LwM2mNotificationReceiver reports,
                LeshanServer server) {
            return remembering(
                    super.createEndpointBuilder(address, configuration, reports, server),
                    configuration,
                    getLoggingTag());
        }
    }

    private static final class Secured extends CoapsServerEndpointFactory {
        Secured(URI address) {
            super(address);
        }

        @Override
        protected CoapEndpoint.Builder createEndpointBuilder(
                DtlsConnectorConfig dtls, Configuration configuration, ObservationStore observations) {
            return remembering(
                    super.createEndpointBuilder(dtls, configuration, observations), configuration, getLoggingTag());
        }
    }

    private static CoapEndpoint.Builder remembering(
            CoapEndpoint.Builder builder, Configuration configuration, String tag) {
        var tokens = new RandomTokenGenerator(configuration);
        // Bodies in blocks are under way with few peers at a time, message identifiers with all of them.
        var remembering = new Configuration(configuration);
        remembering.set(CoapConfig.MAX_ACTIVE_PEERS, MOST_PEERS);
        var store = new InMemoryMessageExchangeStore(tag, remembering, tokens);
        store.setDeduplicator(new Memory(MOST_REQUESTS));
        return builder.setTokenGenerator(tokens).setMessageExchangeStore(store);
    }
}
