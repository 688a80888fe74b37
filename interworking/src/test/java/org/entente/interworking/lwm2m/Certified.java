// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key pair with its certificate; that of an authority signs others. */
record Certified(KeyPair keys, X509Certificate certificate) {
    static Certified authority(String name) throws Exception {
        var own = keyPair();
        return new Certified(own, certificate(name, own, name, own, true));
    }

    Certified issue(String name) throws Exception {
        var own = keyPair();
        var issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new Certified(own, certificate(name, own, issuer, keys, false));
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            String name, KeyPair own, String issuer, KeyPair signer, boolean authority) throws Exception {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                new X500Name("CN=" + name),
                own.getPublic());
        if (authority) builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(signed);
    }
}
