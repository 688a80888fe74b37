// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Run;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases about TLS against servers that keep the rules and servers that break one. */
class TlsSecurityTest {
    @TempDir
    private static Path folder = Path.of(".");

    @Test
    void server_of_today_passes() throws Exception {
        try (var broker = TlsTest.broker(keys("right", "-keyalg", "EC"))) {
            assertThat(failed(run(broker.endpoint().port()))).isEmpty();
        }
    }

    @Test
    void server_that_agrees_to_everything_fails_by_its_hello() throws Exception {
        try (var broker = TlsTest.broker(keys("obsolete", "-keyalg", "EC"));
                var front = new ObsoleteTls(broker.endpoint().port())) {
            assertThat(failed(run(front.port()))).isEqualTo("001 002 003 005 006");
        }
    }

    @Test
    void certificate_out_of_force_fails() throws Exception {
        try (var broker = TlsTest.broker(keys("old", "-keyalg", "EC", "-startdate", "-10d", "-validity", "1"))) {
            assertThat(failed(run(broker.endpoint().port()))).isEqualTo("007");
        }
    }

    @Test
    void certificate_of_weak_means_fails() throws Exception {
        try (var broker = TlsTest.broker(keys("weak", "-keyalg", "RSA", "-keysize", "1024"))) {
            assertThat(failed(run(broker.endpoint().port()))).isEqualTo("008");
        }
    }

    private static Path keys(String name, String... how) throws Exception {
        var store = folder.resolve(name + ".p12");
        var command = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", "CN=broker"));
        command.addAll(List.of(how));
        TlsTest.keytool(store, command.toArray(String[]::new));
        return store;
    }

    private static String failed(Report report) {
        assertThat(report.count(Verdict.ERROR)).isZero();
        return report.results().stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(result -> result.purpose().id().replaceAll(".*_", ""))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Report run(int port) {
        var endpoint = new Endpoint("127.0.0.1", port, new Transport.Tls(Optional.empty()));
        var settings = Unhurried.of(ReferenceBroker.profile(), 9).only(p -> p.id().contains("_TLS_"));
        return new Run(BrokerSuite.ofSecurity(endpoint), settings, Progress.SILENT)
                .perform("tls", "entente test mqtt", Clock.systemUTC());
    }
}
