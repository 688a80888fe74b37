// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.bootstrap.BootstrapConfigStore;
import org.eclipse.leshan.server.bootstrap.LeshanBootstrapServer;
import org.eclipse.leshan.server.bootstrap.LeshanBootstrapServerBuilder;
import org.eclipse.leshan.server.californium.bootstrap.endpoint.CaliforniumBootstrapServerEndpointsProvider;
import org.eclipse.leshan.server.californium.bootstrap.endpoint.coaps.CoapsBootstrapServerProtocolProvider;
import org.eclipse.leshan.server.californium.endpoint.CaliforniumServerEndpointsProvider;
import org.eclipse.leshan.server.californium.endpoint.ServerProtocolProvider;
import org.eclipse.leshan.server.queue.StaticClientAwakeTimeProvider;
import org.eclipse.leshan.server.security.Authorizer;
import org.eclipse.leshan.server.security.SecurityStore;

/** Leshan's servers, as the settings want them. */
final class Stations {
    /** Of what devices say; more than any says of all its parts together. */
    static final int LONGEST_BODY_BYTES = 128 * 1024;

    /** In blocks that are under way at the same time, in each direction. */
    static final int MOST_BODIES = 512;

    private static final int STALE_SECONDS = 60;

    private Stations() {}

    /** Where devices register. */
    static LeshanServer registering(
            Lwm2mSettings settings, Catalogue further, SecurityStore proofs, Authorizer doorkeeper) {
        var builder = new LeshanServerBuilder()
                .setEndpointsProviders(endpoints(settings))
                .setObjectModelProvider(new Definitions(further))
                .setDecoder(new Decoder())
                .setClientAwakeTimeProvider(new StaticClientAwakeTimeProvider(
                        Math.toIntExact(settings.waits().awake().toMillis())))
                .setRegistrationStore(new Clientele())
                .setSecurityStore(proofs)
                .setAuthorizer(doorkeeper);
        tell(
                settings.trust(),
                builder::setPrivateKey,
                builder::setPublicKey,
                builder::setCertificateChain,
                builder::setTrustedCertificates);
        return builder.build();
    }

    /** Where devices ask where to register. */
    static LeshanBootstrapServer bootstrapping(Lwm2mSettings settings, int port, BootstrapConfigStore accounts) {
        var endpoints =
                new CaliforniumBootstrapServerEndpointsProvider.Builder(new CoapsBootstrapServerProtocolProvider());
        endpoints.setConfiguration((Configuration configuration) -> ciphers(configuration, settings));
        endpoints.addEndpoint(new InetSocketAddress(settings.place().host(), port), Protocol.COAPS);
        var builder = new LeshanBootstrapServerBuilder()
                .setEndpointsProviders(endpoints.build())
                .setConfigStore(accounts)
                .setSecurityStore(Proofs.bootstrapping(settings.trust().devices()));
        tell(
                settings.trust(),
                builder::setPrivateKey,
                builder::setPublicKey,
                builder::setCertificateChain,
                builder::setTrustedCertificates);
        return builder.build();
    }

    /** The two builders have nothing in common but the names of these methods. */
    private static void tell(
            Trust trust,
            Consumer<PrivateKey> key,
            Consumer<PublicKey> published,
            Consumer<X509Certificate[]> chain,
            Consumer<X509Certificate[]> authorities) {
        trust.key().ifPresent(key);
        if (trust.chain().isEmpty()) trust.published().ifPresent(published);
        else chain.accept(array(trust.chain()));
        // An empty array would mean to Scandium that every certificate is trusted.
        if (!trust.authorities().isEmpty()) authorities.accept(array(trust.authorities()));
    }

    private static CaliforniumServerEndpointsProvider endpoints(Lwm2mSettings settings) {
        var protocols = new ArrayList<ServerProtocolProvider>();
        if (settings.place().coapPort().isPresent()) protocols.add(Endpoints.plain());
        if (settings.place().coapsPort().isPresent()) protocols.add(Endpoints.secured());
        var endpoints =
                new CaliforniumServerEndpointsProvider.Builder(protocols.toArray(ServerProtocolProvider[]::new));
        endpoints.setConfiguration((Configuration configuration) -> {
            ciphers(configuration, settings);
            // Californium takes the room for a whole body with its first block, whoever sends that. An image that is
            // pushed is bounded by the settings alone.
            configuration.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, LONGEST_BODY_BYTES);
            configuration.set(CoapConfig.MAX_ACTIVE_PEERS, MOST_BODIES);
            configuration.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, STALE_SECONDS, TimeUnit.SECONDS);
        });
        settings.place()
                .coapPort()
                .ifPresent(port -> endpoints.addEndpoint(
                        new InetSocketAddress(settings.place().host(), port), Protocol.COAP));
        settings.place()
                .coapsPort()
                .ifPresent(port -> endpoints.addEndpoint(
                        new InetSocketAddress(settings.place().host(), port), Protocol.COAPS));
        return endpoints.build();
    }

    private static void ciphers(Configuration configuration, Lwm2mSettings settings) {
        configuration.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, settings.recommendedCiphersOnly());
    }

    private static X509Certificate[] array(List<X509Certificate> certificates) {
        return certificates.toArray(X509Certificate[]::new);
    }
}
