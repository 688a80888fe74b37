// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigBuilder;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.entente.security.FurtherAlgorithms;
import org.entente.security.OwnKey;

/** What protected connections need: the hub's own certificate, and whom it believes. OPC 10000-4 §6.1. */
public final class Papers {
    private static final String CERTIFICATE = "own-certificate.der";
    private static final String KEY = "own-key.pem";
    private static final Period VALIDITY = Period.ofYears(10);
    private static final int URI_BYTES = 8;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final TrustedPeers trusted;

    private Papers(KeyPair keys, X509Certificate certificate, TrustedPeers trusted) {
        this.keys = keys;
        this.certificate = certificate;
        this.trusted = trusted;
    }

    /** Those of a client, as they lie in a folder; what is not there is made. */
    public static Papers in(Path folder, SecureRandom random) {
        return in(folder, TrustedPeers.Kind.SERVERS, List.of(), random);
    }

    /** Those of a server that is known by these host names. */
    public static Papers ofServer(Path folder, List<String> hosts, SecureRandom random) {
        return in(folder, TrustedPeers.Kind.CLIENTS, hosts, random);
    }

    private static Papers in(Path folder, TrustedPeers.Kind kind, List<String> hosts, SecureRandom random) {
        // The policy Aes256_Sha256_RsaPss signs by a name that Java knows another word for.
        FurtherAlgorithms.offer();
        var trusted = new TrustedPeers(folder, kind);
        var keys = OwnKey.keepRsa(folder.resolve(KEY), random).pair();
        return new Papers(keys, certificate(folder.resolve(CERTIFICATE), keys, hosts), trusted);
    }

    TrustedPeers trusted() {
        return trusted;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** What the application calls itself. */
    private String uri() {
        return CertificateUtil.getSanUri(certificate).orElseThrow();
    }

    void show(OpcUaClientConfigBuilder config) {
        config.setApplicationUri(uri())
                .setKeyPair(keys)
                .setCertificate(certificate)
                .setCertificateChain(new X509Certificate[] {certificate})
                .setCertificateValidator(trusted);
    }

    /** For the side that is called. */
    public void show(OpcUaServerConfigBuilder config) {
        var own = new RsaSha256CertificateFactory() {
            @Override
            protected KeyPair createRsaSha256KeyPair() {
                return keys;
            }

            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
                return new X509Certificate[] {certificate};
            }
        };
        var group =
                new DefaultApplicationGroup(new MemoryTrustListManager(), new MemoryCertificateStore(), own, trusted);
        try {
            group.initialize();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the server's certificate cannot be shown", e);
        }
        config.setApplicationUri(uri())
                .setCertificateManager(new DefaultCertificateManager(trusted.quarantine(), group));
    }

    private static X509Certificate certificate(Path file, KeyPair keys, List<String> hosts) {
        try {
            if (!Files.exists(file)) Files.write(file, made(keys, hosts).getEncoded());
            var found = CertificateUtil.decodeCertificate(Files.readAllBytes(file));
            if (found.getPublicKey().equals(keys.getPublic())) return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's certificate cannot be kept in " + file, e);
        } catch (UaException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no certificate in DER", e);
        }
        throw new IllegalStateException(file + " is not of the key beside it; without the file a new one is made");
    }

    private static X509Certificate made(KeyPair keys, List<String> hosts) throws GeneralSecurityException {
        try {
            var certificate = new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Entente")
                    .setOrganization("Entente")
                    .setApplicationUri(uri(keys))
                    .setValidityPeriod(VALIDITY);
            for (var host : hosts)
                if (ADDRESS.matcher(host).matches()) certificate.addIpAddress(host);
                else certificate.addDnsName(host);
            return certificate.build();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // The library says no more of what may happen.
            throw new GeneralSecurityException(e);
        }
    }

    /** One of its own for each hub, as the standard asks for. [OPC 10000-4 §7.2] */
    private static String uri(KeyPair keys) throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
        return "urn:entente:" + HexFormat.of().formatHex(hash, 0, URI_BYTES);
    }
}
