// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Run;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Transport;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same cases over TLS, whoever is trusted. */
class TlsTest {
    static final String SECRET = "changeit";

    @TempDir
    private static Path folder = Path.of(".");

    @BeforeAll
    static void makes_a_certificate_for_the_loopback_address() throws Exception {
        keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-alias", "broker", "-file", authority().toString());
    }

    @Test
    void broker_is_judged_over_tls_as_over_tcp() throws Exception {
        try (var broker = broker()) {
            var report = run(broker, Optional.empty(), "PUB");

            assertThat(report.endpoint()).startsWith("mqtts://127.0.0.1:");
            assertThat(report.count(Verdict.PASS)).isEqualTo(26);
            assertThat(report.exitCode()).isZero();
        }
    }

    @Test
    void defect_is_noticed_over_tls() throws Exception {
        try (var broker = broker(Defect.PINGREQ_FLAGS)) {
            assertThat(run(broker, Optional.empty(), "PINGREQ").exitCode()).isEqualTo(3);
        }
    }

    @Test
    void broker_that_shows_the_trusted_certificate_is_judged() throws Exception {
        try (var broker = broker()) {
            assertThat(run(broker, Optional.of(authority()), "PING").exitCode()).isZero();
        }
    }

    @Test
    void broker_that_shows_another_certificate_is_not_judged_at_all() throws Exception {
        var other = folder.resolve("other.p12");
        keytool(other, "-genkeypair", "-alias", "other", "-keyalg", "EC", "-dname", "CN=other");
        var pem = folder.resolve("other.pem");
        keytool(other, "-exportcert", "-rfc", "-alias", "other", "-file", pem.toString());
        try (var broker = broker()) {
            var report = run(broker, Optional.of(pem), "PING");

            assertThat(report.count(Verdict.PASS)).isZero();
            assertThat(report.results().getFirst().telling().reason()).contains("no connection to mqtts://");
        }
    }

    @Test
    void endpoint_that_does_not_speak_tls_is_an_error() throws Exception {
        try (var broker = ReferenceBroker.start()) {
            assertThat(run(broker, Optional.empty(), "PING").exitCode()).isEqualTo(4);
        }
    }

    private static Report run(ReferenceBroker broker, Optional<Path> authority, String only) {
        var endpoint = new Endpoint("127.0.0.1", broker.endpoint().port(), new Transport.Tls(authority));
        var settings = Unhurried.of(ReferenceBroker.profile(), 9)
                .only(purpose -> purpose.id().contains(only));
        return new Run(BrokerSuite.of(Version.V311, endpoint), settings, Progress.SILENT)
                .perform("tls", "entente test mqtt", Clock.systemUTC());
    }

    private static ReferenceBroker broker(Defect... defects) throws Exception {
        return broker(keys(), defects);
    }

    static ReferenceBroker broker(Path file, Defect... defects) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, SECRET.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, SECRET.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return ReferenceBroker.start(server, defects);
    }

    private static Path keys() {
        return folder.resolve("broker.p12");
    }

    private static Path authority() {
        return folder.resolve("broker.pem");
    }

    private static void keytool(String... arguments) throws IOException {
        keytool(keys(), arguments);
    }

    static void keytool(Path store, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", SECRET, "-storetype", "PKCS12"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(told).isZero();
    }
}
