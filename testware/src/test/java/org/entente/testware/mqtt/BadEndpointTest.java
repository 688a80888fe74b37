// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.entente.testware.Judgement;
import org.entente.testware.Progress;
import org.entente.testware.Purpose;
import org.entente.testware.Report;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Endpoints that are no brokers: nothing passes, everything ends. */
@Execution(ExecutionMode.CONCURRENT)
class BadEndpointTest {
    private static final long SEED = 11;
    private static final Duration PATIENCE = Duration.ofMillis(5);

    @Test
    void closed_port_passes_nothing() {
        assertNothingPasses(run(new Endpoint("127.0.0.1", 1)));
    }

    @Test
    void server_of_random_bytes_passes_nothing() throws IOException {
        try (var server = HostileServer.babbling(SEED)) {
            assertNothingPasses(run(server.endpoint()));
        }
    }

    @Test
    void server_that_closes_at_once_passes_nothing() throws IOException {
        try (var server = HostileServer.that(HostileServer::shut)) {
            assertNothingPasses(run(server.endpoint()));
        }
    }

    @Test
    void server_that_never_answers_passes_nothing() throws IOException {
        try (var server = HostileServer.that(client -> client.getInputStream().readAllBytes())) {
            assertNothingPasses(run(server.endpoint()));
        }
    }

    @Test
    void server_that_announces_endless_frames_passes_nothing() throws IOException {
        try (var server = HostileServer.that(client -> {
            client.getOutputStream().write(new byte[] {0x30, -1, -1, -1, 0x7F});
            client.getInputStream().readAllBytes();
        })) {
            assertNothingPasses(run(server.endpoint()));
        }
    }

    /** A CONNACK satisfies the probe; it must satisfy only cases that ask for no more or permit silence. */
    @Test
    void server_that_greets_and_hangs_ends_within_the_bound() throws IOException {
        try (var server = HostileServer.that(client -> {
            client.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
            client.getInputStream().readAllBytes();
        })) {
            var report = run(server.endpoint());

            assertThat(report.exitCode()).isNotZero();
            assertThat(report.results())
                    .filteredOn(result -> result.verdict() == Verdict.PASS)
                    .allMatch(result -> result.purpose().expect().contains("CONNACK with")
                            || result.purpose().allowed().isPresent());
        }
    }

    @Test
    void endpoint_that_vanishes_ends_the_run_with_errors() throws IOException {
        var broker = ReferenceBroker.start();
        var progress = new Progress() {
            @Override
            public void starts(int purposes, Duration bound) {}

            @Override
            public void judged(Purpose purpose, Judgement judgement) {
                broker.close();
            }
        };
        var settings = RunSettings.of(ReferenceBroker.profile(), SEED);

        var report = new Run(BrokerSuite.of(Version.V311, broker.endpoint()), settings, progress)
                .perform("vanishing", "entente test mqtt", Clock.systemUTC());

        assertThat(report.count(Verdict.PASS)).isEqualTo(1);
        assertThat(report.count(Verdict.FAIL)).isZero();
        assertThat(report.results())
                .extracting(result -> result.telling().reason())
                .anySatisfy(reason -> assertThat(reason).contains("dead before 3 purposes in a row"));
    }

    private static void assertNothingPasses(Report report) {
        assertThat(report.count(Verdict.PASS)).isZero();
        assertThat(report.count(Verdict.FAIL)).isZero();
        assertThat(report.count(Verdict.ERROR)).isPositive();
        assertThat(report.exitCode()).isEqualTo(4);
        var shares = Duration.ofSeconds(10).multipliedBy(report.results().size());
        assertThat(report.took()).isLessThan(report.settings().bound(shares));
    }

    private static Report run(Endpoint endpoint) {
        var settings = RunSettings.of(ReferenceBroker.profile(), SEED).patience(PATIENCE);
        return new Run(BrokerSuite.of(Version.V311, endpoint), settings, Progress.SILENT)
                .perform("bad endpoint", "entente test mqtt", Clock.systemUTC());
    }
}
