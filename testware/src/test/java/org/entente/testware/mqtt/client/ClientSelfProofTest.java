// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.entente.testware.Event;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.MutantMatrix;
import org.entente.testware.mqtt.MutantMatrix.Row;
import org.entente.testware.mqtt.Unhurried;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases for clients are tests too: each passes on a correct client and notices the defect it is there for. */
@Execution(ExecutionMode.CONCURRENT)
class ClientSelfProofTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @EnumSource(Version.class)
    void correct_client_passes_every_purpose(Version version) {
        var report = run(ClientSuite.of(version, new ReferenceClient()), all(version));

        assertThat(report.results())
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.purpose().id() + ": " + result.telling().reason())
                        .isEqualTo(Verdict.PASS));
        assertThat(report.exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ClientDefect.class)
    void client_with_a_defect_fails_its_purpose_by_a_frame(ClientDefect defect) {
        for (var version : Version.values()) {
            for (var id : defect.noticedIn(version)) {
                var report = run(ClientSuite.of(version, new ReferenceClient(defect)), Set.of(id));

                assertThat(report.results()).singleElement().satisfies(ClientSelfProofTest::failsByAFrame);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void every_purpose_has_one_mutant(Version version) {
        var noticed = Arrays.stream(ClientDefect.values())
                .flatMap(d -> d.noticedIn(version).stream())
                .toList();

        assertThat(noticed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(noticed)).isEqualTo(all(version));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void kept_matrix_holds_every_mutant_noticed_by_its_purpose(Version version) throws IOException {
        matrix(version)
                .assertNames(defects(version).stream()
                        .map(defect -> new Row(defect.name(), defect.difference(), defect.noticedIn(version)))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @Tag("full")
    void kept_matrix_is_what_comes_out(Version version) throws Exception {
        matrix(version)
                .assertSame(defects(version).stream()
                        .map(defect -> (Callable<Row>) () -> judged(version, defect))
                        .toList());
    }

    private static Row judged(Version version, ClientDefect defect) {
        // With the usual patience: most wait in vain.
        var settings = RunSettings.of(ClientSuite.ASSUMED, SEED);
        var failed =
                run(ClientSuite.of(version, new ReferenceClient(defect)), all(version), settings).results().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(result -> result.purpose().id())
                        .toList();
        return new Row(defect.name(), defect.difference(), failed);
    }

    private static MutantMatrix matrix(Version version) {
        return new MutantMatrix("mqtt-client-" + version.number());
    }

    private static List<ClientDefect> defects(Version version) {
        return Arrays.stream(ClientDefect.values())
                .filter(defect -> !defect.noticedIn(version).isEmpty())
                .toList();
    }

    private static Set<String> all(Version version) {
        return new TreeSet<>(ClientSuite.purposes(version).purposes().keySet());
    }

    private static void failsByAFrame(Result result) {
        var judgement = result.telling();
        assertThat(result.verdict())
                .as(result.purpose().id() + ": " + judgement.reason())
                .isEqualTo(Verdict.FAIL);
        assertThat(judgement.deciding()).as(judgement.reason()).isNotNegative();
        if (!result.purpose().id().contains("KEEPALIVE")) {
            assertThat(judgement.events().get(judgement.deciding()).kind())
                    .as(judgement.reason())
                    .isIn(Event.Kind.RECEIVED, Event.Kind.CLOSED_BY_ENDPOINT);
            assertThat(judgement.events()).extracting(Event::kind).doesNotContain(Event.Kind.SILENCE);
        }
    }

    private static Report run(ClientSuite suite, Set<String> ids) {
        return run(suite, ids, Unhurried.of(ClientSuite.ASSUMED, SEED));
    }

    private static Report run(ClientSuite suite, Set<String> ids, RunSettings all) {
        var settings = all.only(purpose -> ids.contains(purpose.id())).parallel(8);
        return new Run(suite, settings, Progress.SILENT).perform("self-proof", "entente test", Clock.systemUTC());
    }
}
