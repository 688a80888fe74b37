// SPDX-License-Identifier: Apache-2.0
package org.entente.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    private Path folder = Path.of(".");

    private Authority authority() {
        return Authority.in(folder, InstantSource.fixed(NOW), new SecureRandom(), YEAR.multipliedBy(10));
    }

    private static X509Certificate read(Path file) {
        return Pem.certificates(file).getFirst();
    }

    private static void demandTrust(X509Certificate certificate, Path authority) throws Exception {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(read(authority), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    @Test
    @Spec("TS-0003 §10.1.1.5")
    void certificate_of_a_client_names_its_originators_and_is_believed() throws Exception {
        var authority = authority();

        var issued = authority.client("app", List.of("Capp", "/id-in/Cother"), YEAR);

        var shown = read(issued.certificate());
        demandTrust(shown, authority.certificate());
        assertThat(Certificates.holder(shown))
                .hasValueSatisfying(
                        holder -> assertThat(holder.originators()).containsExactly("Capp", "/id-in/Cother"));
        assertThat(shown.getNotAfter()).isEqualTo(Date.from(NOW.plus(YEAR)));
        assertThat(Pem.privateKey(issued.key()).getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void certificate_of_a_server_has_its_names_and_numbers() throws Exception {
        var authority = authority();

        var shown = read(authority
                .server("hub", List.of("hub.example", "127.0.0.1", "::1"), Optional.empty(), YEAR)
                .certificate());

        demandTrust(shown, authority.certificate());
        assertThat(shown.getSubjectAlternativeNames())
                .extracting(each -> String.valueOf(each.get(1)))
                .containsExactly("hub.example", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    @Spec("TS-0003 §10.1.1.7")
    void certificate_of_a_hub_names_its_cse_beside_its_hosts() throws Exception {
        var shown = read(authority()
                .server("mn", List.of("127.0.0.1"), Optional.of("//sp.example/id-mn"), YEAR)
                .certificate());

        assertThat(Certificates.holder(shown))
                .hasValueSatisfying(holder -> assertThat(holder.originators()).containsExactly("//sp.example/id-mn"));
        // What Java checks a host against.
        assertThat(shown.getSubjectAlternativeNames())
                .extracting(each -> String.valueOf(each.get(1)))
                .containsExactly("127.0.0.1", "https://sp.example/id-mn");
        assertThatThrownBy(() -> authority().server("other", List.of("127.0.0.1"), Optional.of("/id-mn"), YEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no absolute CSE-ID");
    }

    @Test
    void authority_is_the_same_again() throws Exception {
        var first = authority().certificate();
        var before = Files.readString(first);

        var later = authority();

        assertThat(Files.readString(later.certificate())).isEqualTo(before);
        demandTrust(read(later.client("app", List.of("Capp"), YEAR).certificate()), first);
    }

    @Test
    void keys_are_their_owners_alone() throws Exception {
        authority().client("app", List.of("Capp"), YEAR);

        for (var key : List.of("authority.key", "app.key"))
            assertThat(Files.getPosixFilePermissions(folder.resolve(key))).isEqualTo(PrivateFile.OWNER_ONLY);
    }

    @Test
    void nothing_is_written_over_and_nobody_speaks_for_all() {
        var authority = authority();
        authority.client("app", List.of("Capp"), YEAR);

        assertThatThrownBy(() -> authority.client("app", List.of("Capp"), YEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app.key is there already");
        assertThatThrownBy(() -> authority.client("all", List.of("C*"), YEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wildcard");
    }
}
