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
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.entente.security.OwnKey;

/** What protected connections need: the hub's own certificate, and whom it believes. OPC 10000-4 §6.1. */
public final class Papers {
    private static final String CERTIFICATE = "own-certificate.der";
    private static final String KEY = "own-key.pem";
    private static final Period VALIDITY = Period.ofYears(10);
    private static final int URI_BYTES = 8;

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final TrustedServers trusted;

    private Papers(KeyPair keys, X509Certificate certificate, TrustedServers trusted) {
        this.keys = keys;
        this.certificate = certificate;
        this.trusted = trusted;
    }

    /** As they lie in a folder; what is not there is made. */
    public static Papers in(Path folder, SecureRandom random) {
        var trusted = new TrustedServers(folder);
        var keys = OwnKey.keepRsa(folder.resolve(KEY), random).pair();
        return new Papers(keys, certificate(folder.resolve(CERTIFICATE), keys), trusted);
    }

    CertificateValidator trusted() {
        return trusted;
    }

    void show(OpcUaClientConfigBuilder config) {
        config.setApplicationUri(CertificateUtil.getSanUri(certificate).orElseThrow())
                .setKeyPair(keys)
                .setCertificate(certificate)
                .setCertificateChain(new X509Certificate[] {certificate})
                .setCertificateValidator(trusted);
    }

    private static X509Certificate certificate(Path file, KeyPair keys) {
        try {
            if (!Files.exists(file)) Files.write(file, made(keys).getEncoded());
            var found = CertificateUtil.decodeCertificate(Files.readAllBytes(file));
            if (found.getPublicKey().equals(keys.getPublic())) return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's certificate cannot be kept in " + file, e);
        } catch (UaException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no certificate in DER", e);
        }
        throw new IllegalStateException(file + " is not of the key beside it; without the file a new one is made");
    }

    private static X509Certificate made(KeyPair keys) throws GeneralSecurityException {
        try {
            return new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Entente")
                    .setOrganization("Entente")
                    .setApplicationUri(uri(keys))
                    .setValidityPeriod(VALIDITY)
                    .build();
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
