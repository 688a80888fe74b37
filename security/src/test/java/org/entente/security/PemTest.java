// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of certificates and keys as operators have them. */
class PemTest {
    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @CsvSource({"RSA, SHA256withRSA, EC", "EC, SHA256withECDSA, Ed25519", "Ed25519, Ed25519, RSA"})
    void key_fits_its_own_certificate_and_no_other(String kind, String signature, String otherKind) throws Exception {
        var pair = KeyPairGenerator.getInstance(kind).generateKeyPair();
        var certificate = certificate(pair, signature);

        assertThatCode(() -> Pem.demandPair(certificate, key("own", pair))).doesNotThrowAnyException();
        for (var other : new String[] {kind, otherKind}) {
            var key = key("other", KeyPairGenerator.getInstance(other).generateKeyPair());
            assertThatThrownBy(() -> Pem.demandPair(certificate, key))
                    .hasMessage(key + " is not the private key of " + certificate);
        }
    }

    private Path certificate(KeyPair pair, String signature) throws Exception {
        var name = new X500Name("CN=hub");
        var begin = Instant.parse("2026-01-01T00:00:00Z");
        var signed = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(begin),
                        Date.from(begin.plusSeconds(3600)),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()));
        return write("certificate", "CERTIFICATE", signed.getEncoded());
    }

    private Path key(String name, KeyPair pair) throws Exception {
        return write(name, "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private Path write(String name, String kind, byte[] content) throws Exception {
        var text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + kind + "-----\n";
        return Files.write(folder.resolve(name + ".pem"), text.getBytes(US_ASCII));
    }
}
