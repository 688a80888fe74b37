// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeManagerFactory;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeTreeFactory;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.entente.interworking.opcua.Servers.Identity;
import org.entente.interworking.opcua.Servers.Protection;
import org.entente.interworking.opcua.Servers.Server;
import org.entente.security.FreshIdentity;
import org.entente.security.Secret;
import org.entente.security.TlsFiles;

/** Finds the way into a server: its endpoints, and the strongest of them that is allowed. OPC 10000-4 §5.5, §5.7. */
final class Door {
    private static final int USUAL_PORT = 4840;
    private static final String TCP = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Optional<Papers> papers;

    /**
     * @param patience how long a server has to answer one request
     * @param papers none if every server is visited without protection
     */
    Door(Duration patience, Optional<Papers> papers) {
        this.patience = patience;
        this.papers = papers;
    }

    /** A client with a session. */
    OpcUaClient enter(Server server) throws UaException {
        var url = server.url().toString();
        var endpoints = within(DiscoveryClient.getEndpoints(url));
        var port = server.url().getPort() > 0 ? server.url().getPort() : USUAL_PORT;
        // A server often names itself by a name that nobody here knows.
        var endpoint =
                EndpointUtil.updateUrl(chosen(endpoints, server), server.url().getHost(), port);
        var config = OpcUaClientConfig.builder()
                .setEndpoint(endpoint)
                // Who changed what was discovered on the way is found out by what the session says.
                .setDiscoveryEndpoints(endpoints)
                .setSessionEndpointValidationEnabled(!server.protection().isNone())
                .setApplicationName(LocalizedText.english("Entente"))
                .setIdentityProvider(visitor(server))
                .setRequestTimeout(uint(patience.toMillis()))
                .setKeepAliveTimeout(uint(patience.toMillis()));
        if (!server.protection().isNone()) papers.orElseThrow().show(config);
        var client = OpcUaClient.create(config.build());
        client.setDataTypeTreeFactory(DataTypeTreeFactory.lazy());
        client.setDynamicDataTypeManagerFactory(DataTypeManagerFactory.lazy());
        try {
            within(client.connectAsync());
            return client;
        } catch (UaException failed) {
            leave(client);
            throw failed;
        }
    }

    /** Files are read anew, so that a secret can be changed while the hub runs. */
    private IdentityProvider visitor(Server server) throws UaException {
        try {
            return switch (server.identity()) {
                case Identity.Anonymous _ -> AnonymousProvider.INSTANCE;
                case Identity.User(var name, var file) -> {
                    var password = Secret.in(file).reveal().getBytes(StandardCharsets.UTF_8);
                    yield new UsernameProvider(
                            name, password::clone, believed(), offered -> hidden(offered, server.protection()));
                }
                case Identity.Certificate(var certificate, var key) -> {
                    var parts = FreshIdentity.of(TlsFiles.server(certificate, key), InstantSource.system())
                            .current();
                    yield new X509IdentityProvider(parts.chain(), parts.key().orElseThrow());
                }
            };
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new UaException(StatusCodes.Bad_ConfigurationError, e);
        }
    }

    /** Who may read a password that is encrypted for a server; on this machine alone, anybody. */
    private CertificateValidator believed() {
        return papers.<CertificateValidator>map(Papers::trusted)
                .orElseGet(CertificateValidator.InsecureCertificateValidator::new);
    }

    /** A password does not go where others could read it. [OPC 10000-4 §7.40.4] */
    private static UserTokenPolicy hidden(List<UserTokenPolicy> offered, Protection protection) {
        boolean isOpen = protection.mode() == MessageSecurityMode.Sign;
        return offered.stream()
                .filter(each -> !isOpen || !SecurityPolicy.None.getUri().equals(each.getSecurityPolicyUri()))
                .findFirst()
                .orElseThrow(() -> new UaRuntimeException(StatusCodes.Bad_IdentityTokenRejected));
    }

    private static EndpointDescription chosen(List<EndpointDescription> endpoints, Server server) throws UaException {
        return endpoints.stream()
                .filter(each -> TCP.equals(each.getTransportProfileUri()))
                .filter(each -> isAllowed(each, server))
                .max(Comparator.comparingInt(each -> each.getSecurityLevel().intValue()))
                .orElseThrow(() -> new UaException(StatusCodes.Bad_SecurityPolicyRejected));
    }

    private static boolean isAllowed(EndpointDescription endpoint, Server server) {
        var wanted = server.protection();
        var policy = SecurityPolicy.fromUriSafe(endpoint.getSecurityPolicyUri());
        if (endpoint.getSecurityMode() != wanted.mode()) return false;
        if (wanted.policy().isPresent()) return policy.equals(wanted.policy());
        return policy.filter(ServersReader.POLICIES::contains).isPresent();
    }

    private <T> T within(CompletableFuture<T> answer) throws UaException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw UaException.extract(failed).orElseGet(() -> new UaException(failed.getCause()));
        } catch (TimeoutException e) {
            throw new UaException(StatusCodes.Bad_Timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UaException(StatusCodes.Bad_Shutdown, e);
        }
    }

    /** Says goodbye, but does not wait for long: the server may be gone. */
    static void leave(OpcUaClient client) {
        try {
            client.disconnectAsync().get(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It was gone already.
        }
    }
}
