// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigBuilder;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.entente.interworking.opcua.sample.PlantServer;

/** A way in for those whom the server trusts, protected, and by a name with a password or a certificate. */
final class Guarded implements PlantServer.Entrance {
    static final String USER = "operator";
    static final String PASSWORD = "not for the log";

    /** It takes seconds to make one. */
    private static final KeyPair KEYS = keys();

    private final X509Certificate certificate;
    private final MemoryTrustListManager trusted = new MemoryTrustListManager();
    private final List<X509Certificate> users;

    /** @param users who may come with a certificate of theirs */
    Guarded(List<X509Certificate> users) throws Exception {
        this(users, certificate(KEYS, "urn:entente:sample"));
    }

    private Guarded(List<X509Certificate> users, X509Certificate certificate) {
        this.users = users;
        this.certificate = certificate;
    }

    /** Whose certificate was good until yesterday. */
    static Guarded expired() throws Exception {
        var certificate = new SelfSignedCertificateBuilder(KEYS)
                .setCommonName("Test")
                .setApplicationUri("urn:entente:sample")
                .setValidityPeriod(Period.ofDays(-1))
                .build();
        return new Guarded(List.of(), certificate);
    }

    /** Whose certificate is that of somebody else. */
    static Guarded pretending() throws Exception {
        return new Guarded(List.of(), certificate(KEYS, "urn:somebody:else"));
    }

    X509Certificate certificate() {
        return certificate;
    }

    private static KeyPair keys() {
        try {
            return SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        } catch (NoSuchAlgorithmException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static X509Certificate certificate(KeyPair keys, String uri) throws Exception {
        return new SelfSignedCertificateBuilder(keys)
                .setCommonName("Test")
                .setApplicationUri(uri)
                .build();
    }

    void trust(X509Certificate client) {
        trusted.addTrustedCertificate(client);
    }

    @Override
    public Set<EndpointConfig> endpoints(EndpointConfig.Builder way) {
        way.setCertificate(certificate)
                .addTokenPolicies(
                        OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME, OpcUaServerConfig.USER_TOKEN_POLICY_X509);
        return Set.of(
                way.copy()
                        .setSecurityPolicy(SecurityPolicy.None)
                        .setSecurityMode(MessageSecurityMode.None)
                        .build(),
                way.copy()
                        .setSecurityPolicy(SecurityPolicy.Basic256Sha256)
                        .setSecurityMode(MessageSecurityMode.Sign)
                        .build(),
                way.copy()
                        .setSecurityPolicy(SecurityPolicy.Aes128_Sha256_RsaOaep)
                        .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                        .build());
    }

    @Override
    public void configure(OpcUaServerConfigBuilder config) {
        var quarantine = new MemoryCertificateQuarantine();
        try {
            var group = DefaultApplicationGroup.createAndInitialize(
                    trusted,
                    new MemoryCertificateStore(),
                    new RsaSha256CertificateFactory() {
                        @Override
                        protected KeyPair createRsaSha256KeyPair() {
                            return KEYS;
                        }

                        @Override
                        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
                            return new X509Certificate[] {certificate};
                        }
                    },
                    new DefaultServerCertificateValidator(trusted, quarantine));
            config.setCertificateManager(new DefaultCertificateManager(quarantine, group));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        config.setIdentityValidator(new CompositeValidator(
                new UsernameIdentityValidator(each ->
                        each.getUsername().equals(USER) && each.getPassword().equals(PASSWORD)),
                new X509IdentityValidator(users::contains)));
    }
}
