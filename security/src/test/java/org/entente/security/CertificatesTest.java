// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;

/** For whom a certificate speaks that somebody else's authority has made. */
class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static X509Certificate certificate(String commonName, GeneralName... alternatives) throws Exception {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var name = new X500Name("CN=" + commonName);
        var end = Date.from(NOW.plus(Duration.ofDays(1)));
        var builder =
                new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(NOW), end, name, keys.getPublic());
        if (alternatives.length > 0)
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static GeneralName uri(String name) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, name);
    }

    private static Optional<List<String>> originators(X509Certificate certificate) {
        return Certificates.holder(certificate).map(Holder::originators);
    }

    @Test
    @Spec({"TS-0003 §10.1.1.5", "TS-0003 §10.1.1.7"})
    void its_alternative_names_count_and_its_common_name_does_not() throws Exception {
        var host = new GeneralName(GeneralName.dNSName, "ae.example");
        var address = new GeneralName(GeneralName.iPAddress, "127.0.0.1");

        assertThat(originators(
                        certificate("device", uri("CAe17"), uri("https://sp.example/id-in/CAe17"), host, address)))
                .contains(List.of("CAe17", "//sp.example/id-in/CAe17", "ae.example"));
        assertThat(originators(certificate("device", address))).isEmpty();
    }

    @Test
    void its_common_name_counts_where_it_has_no_other() throws Exception {
        assertThat(originators(certificate("CAe17"))).contains(List.of("CAe17"));
    }

    @Test
    void a_name_with_a_control_character_in_it_stands_for_nothing() throws Exception {
        assertThat(originators(certificate("CAe\tCAdmin"))).isEmpty();
        assertThat(Certificates.holder(certificate("x\t*", uri("CAe\tCAdmin"), uri("CAe17"))))
                .contains(new Holder("certificate CAe17", List.of("CAe17")));
    }

    @Test
    @Spec("TS-0003 §10.1.1.5")
    void a_star_in_it_stands_for_nothing() throws Exception {
        assertThat(originators(certificate("C*"))).isEmpty();
        assertThat(originators(certificate("C*", uri("C*")))).isEmpty();
        assertThat(originators(certificate("C*", uri("C*"), uri("CAe17")))).contains(List.of("CAe17"));
    }
}
