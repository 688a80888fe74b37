// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test, writing the PEM files that an operator would. */
public final class Authority {
    private final Path folder;
    private final KeyPair keys = pair();
    private final AtomicLong serial = new AtomicLong(1);
    private final X500Name subject;
    public final Path certificate;

    public Authority(Path folder, String name) throws Exception {
        this.folder = folder;
        var issuer = new X500Name("CN=" + name);
        certificate = write(
                name + ".pem",
                builder(issuer, issuer, keys)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        subject = issuer;
    }

    /** A certificate and its key. */
    public record Issued(Path certificate, Path key) {}

    public Issued issue(String file, String commonName, GeneralName... alternatives) throws Exception {
        var own = pair();
        var builder = builder(subject, new X500Name("CN=" + commonName), own);
        if (alternatives.length > 0)
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        return new Issued(
                write(file + ".pem", signed), write(file + ".key", new JcaPKCS8Generator(own.getPrivate(), null)));
    }

    private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name of, KeyPair pair) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serial.getAndIncrement()),
                Date.from(now.minus(1, ChronoUnit.HOURS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                of,
                pair.getPublic());
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String file, Object content) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        return Files.writeString(folder.resolve(file), text.toString());
    }

    public static GeneralName uri(String name) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, name);
    }

    public static GeneralName address(String number) {
        return new GeneralName(GeneralName.iPAddress, number);
    }
}
