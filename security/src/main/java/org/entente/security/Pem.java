// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Certificates and private keys from PEM files, in the forms that common tools write. RFC 7468. */
public final class Pem {
    private static final byte[] PROBE = {1};

    private Pem() {}

    /**
     * A chain, the owner's certificate first, or the certificates to trust.
     *
     * @throws IllegalStateException with one sentence that names the file
     */
    public static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) throw new IllegalStateException(file + " holds no certificate");
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no PEM file of certificates: " + e.getMessage(), e);
        }
    }

    /** An unencrypted private key: PKCS #8, or what OpenSSL wrote before. */
    public static PrivateKey privateKey(Path file) {
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            for (var part = parser.readObject(); part != null; part = parser.readObject()) {
                var info =
                        switch (part) {
                            case PrivateKeyInfo key -> key;
                            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                            default -> null; // parameters of a curve may stand before the key
                        };
                if (info != null) return privateKey(info);
            }
            throw new IllegalStateException(file + " holds no unencrypted private key");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no PEM file of a private key", e);
        }
    }

    /**
     * The key is that of the first certificate. Of kinds that are neither RSA nor of a curve it is not known here.
     *
     * @throws IllegalStateException with one sentence that names both files if it is not
     */
    public static void demandPair(Path certificates, Path key) {
        var secret = privateKey(key);
        var name =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> "";
                };
        if (name.isEmpty()) return;
        try {
            var signature = Signature.getInstance(name);
            signature.initSign(secret);
            signature.update(PROBE);
            var signed = signature.sign();
            signature.initVerify(certificates(certificates).getFirst().getPublicKey());
            signature.update(PROBE);
            if (signature.verify(signed)) return;
        } catch (GeneralSecurityException e) {
            // Falls through: a key of another kind fits no better.
        }
        throw new IllegalStateException(key + " is not the private key of " + certificates);
    }

    /** A public key of an elliptic curve, wherever it stands in the file. */
    static PublicKey publicKey(Path file) {
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            for (var part = parser.readObject(); part != null; part = parser.readObject())
                if (part instanceof SubjectPublicKeyInfo key)
                    return KeyFactory.getInstance(algorithm(key.getAlgorithm()))
                            .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
            throw new IllegalStateException(file + " holds no public key");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is no PEM file of a public key", e);
        }
    }

    private static PrivateKey privateKey(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(algorithm(info.getPrivateKeyAlgorithm()))
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static String algorithm(AlgorithmIdentifier identifier) throws GeneralSecurityException {
        return switch (identifier.getAlgorithm().getId()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            case String other -> throw new GeneralSecurityException("key algorithm " + other);
        };
    }
}
