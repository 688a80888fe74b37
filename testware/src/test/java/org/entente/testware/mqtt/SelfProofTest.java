// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.testware.Event;
import org.entente.testware.Progress;
import org.entente.testware.Purpose;
import org.entente.testware.Report;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Endpoint;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases are tests too: each passes on a correct broker and notices the defect it is there for. */
@Execution(ExecutionMode.CONCURRENT)
class SelfProofTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @EnumSource(Version.class)
    void correct_broker_passes_every_bound_purpose(Version version) throws IOException {
        assertPassesAll(endpoint -> BrokerSuite.of(version, endpoint), bound(version));
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void broker_with_a_defect_fails_its_purposes_by_a_frame(Defect defect) throws IOException {
        for (var version : Version.values()) {
            assertNoticed(defect, endpoint -> BrokerSuite.of(version, endpoint), defect.noticedIn(version));
        }
        assertNoticed(defect, BrokerSuite::ofSecurity, defect.noticedBySecurity());
    }

    @Test
    void correct_broker_passes_every_purpose_about_security() throws IOException {
        assertPassesAll(BrokerSuite::ofSecurity, security());
        var noticed = Arrays.stream(Defect.values())
                .flatMap(d -> d.noticedBySecurity().stream())
                .toList();
        assertThat(new TreeSet<>(noticed)).isEqualTo(security());
    }

    /** Those over TLS have servers of their own. */
    private static Set<String> security() {
        return BrokerSuite.purposesOfSecurity().purposes().keySet().stream()
                .filter(id -> !id.contains("_TLS_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void every_bound_purpose_has_one_mutant(Version version) {
        var noticed = Arrays.stream(Defect.values())
                .flatMap(d -> d.noticedIn(version).stream())
                .toList();

        assertThat(noticed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(noticed)).isEqualTo(bound(version));
    }

    private static void assertPassesAll(Function<Endpoint, BrokerSuite> suite, Set<String> ids) throws IOException {
        var framed = ids.stream().filter(id -> id.contains("_WEBSOCKET_")).collect(Collectors.toSet());
        var plain = new TreeSet<>(ids);
        plain.removeAll(framed);
        assertPasses(suite, plain, ReferenceBroker.start());
        if (!framed.isEmpty()) {
            assertPasses(
                    suite,
                    framed,
                    ReferenceBroker.start(new ReferenceWebSocketServer(InetAddress.getLoopbackAddress())));
        }
    }

    private static void assertPasses(
            Function<Endpoint, BrokerSuite> suite, Set<String> ids, ReferenceBroker reference) {
        try (var broker = reference) {
            var report = run(suite.apply(broker.endpoint()), ids);

            assertThat(report.results())
                    .allSatisfy(result -> assertThat(result.verdict())
                            .as(result.purpose().id() + ": " + result.telling().reason())
                            .isEqualTo(Verdict.PASS));
            assertThat(report.exitCode()).isZero();
        }
    }

    private static void assertNoticed(Defect defect, Function<Endpoint, BrokerSuite> suite, List<String> ids)
            throws IOException {
        for (var id : ids) {
            try (var broker = ReferenceBroker.startFor(id, InetAddress.getLoopbackAddress(), defect)) {
                var report = run(suite.apply(broker.endpoint()), Set.of(id));

                assertThat(report.results()).singleElement().satisfies(SelfProofTest::failsByAFrame);
            }
        }
    }

    private static void failsByAFrame(Result result) {
        var judgement = result.telling();
        assertThat(result.verdict())
                .as(result.purpose().id() + ": " + judgement.reason())
                .isEqualTo(Verdict.FAIL);
        assertThat(judgement.deciding()).as(judgement.reason()).isNotNegative();
        assertThat(judgement.events().get(judgement.deciding()).kind())
                .as(judgement.reason())
                .isIn(Event.Kind.RECEIVED, Event.Kind.CLOSED_BY_ENDPOINT);
        if (!result.purpose().id().contains("KEEPALIVE")) {
            // Time is what keep-alive is about; everywhere else waiting in vain would be the wrong proof.
            assertThat(judgement.events()).extracting(Event::kind).doesNotContain(Event.Kind.SILENCE);
        }
    }

    static Report run(BrokerSuite suite, Set<String> ids) {
        return run(suite, ids, Unhurried.ofMany(ReferenceBroker.profile(), SEED));
    }

    /** With the usual patience: at hundreds of mutants most wait in vain. */
    static Report runMutant(BrokerSuite suite, Set<String> ids) {
        return run(suite, ids, RunSettings.of(ReferenceBroker.profile(), SEED));
    }

    private static Report run(BrokerSuite suite, Set<String> ids, RunSettings all) {
        var settings = all.only(purpose -> ids.contains(purpose.id()));
        return new Run(suite, settings, Progress.SILENT).perform("self-proof", "entente test mqtt", Clock.systemUTC());
    }

    static Set<String> bound(Version version) {
        return BrokerSuite.purposes(version).purposes().values().stream()
                .filter(purpose -> purpose.unbound().isEmpty())
                .map(Purpose::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
