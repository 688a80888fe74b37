// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.entente.testware.Event;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases for clients are tests too: each passes on a correct client and notices the defect it is there for. */
class ClientSelfProofTest {
    private static final long SEED = 11;

    @Test
    void correct_client_passes_every_purpose() {
        assertPasses(run(ClientSuite.of311(new ReferenceClient()), all(false)));
        assertPasses(run(ClientSuite.of5(new ReferenceClient()), all(true)));
    }

    @ParameterizedTest
    @EnumSource(ClientDefect.class)
    void client_with_a_defect_fails_its_purpose_by_a_frame(ClientDefect defect) {
        assertNoticed(defect, ClientSuite::of311, defect.noticedIn311());
        assertNoticed(defect, ClientSuite::of5, defect.noticedIn5());
    }

    @Test
    void every_purpose_has_one_mutant() {
        var noticed = Arrays.stream(ClientDefect.values())
                .flatMap(d -> d.noticedIn311().stream())
                .toList();
        var noticedIn5 = Arrays.stream(ClientDefect.values())
                .flatMap(d -> d.noticedIn5().stream())
                .toList();

        assertThat(noticed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(noticed)).isEqualTo(all(false));
        assertThat(noticedIn5).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(noticedIn5)).isEqualTo(all(true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kept_matrix_holds_every_mutant_noticed_by_its_purpose(boolean five) throws IOException {
        var rows = Files.readAllLines(kept(five)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();

        assertThat(rows)
                .extracting(row -> row[0])
                .isEqualTo(defects(five).stream().map(Enum::name).toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(List.of(row[2].split(" ", -1)))
                        .containsAll(noticing(ClientDefect.valueOf(row[0]), five)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("full")
    void matrix_of_all_cases_by_all_mutants(boolean five) throws IOException {
        var rows = new ArrayList<String>();
        rows.add("# Made by ClientSelfProofTest: every case against the reference client with one defect at a time.");
        rows.add("# defect\twhat it does\tpurposes whose case fails");
        for (var defect : defects(five)) {
            var client = new ReferenceClient(defect);
            var suite = five ? ClientSuite.of5(client) : ClientSuite.of311(client);
            var failed = run(suite, all(five)).results().stream()
                    .filter(result -> result.verdict() == Verdict.FAIL)
                    .map(result -> result.purpose().id())
                    .toList();
            rows.add(defect.name() + "\t" + defect.difference() + "\t" + String.join(" ", failed));
        }
        Files.write(kept(five), rows);

        assertThat(rows).hasSize(defects(five).size() + 2);
    }

    private static Path kept(boolean five) {
        return Path.of("..", "docs", "testware", "mutants-mqtt-client-" + (five ? "5.0" : "3.1.1") + ".tsv");
    }

    private static List<ClientDefect> defects(boolean five) {
        return Arrays.stream(ClientDefect.values())
                .filter(defect -> !noticing(defect, five).isEmpty())
                .toList();
    }

    private static List<String> noticing(ClientDefect defect, boolean five) {
        return five ? defect.noticedIn5() : defect.noticedIn311();
    }

    private static Set<String> all(boolean five) {
        return new TreeSet<>((five ? ClientSuite.purposesOf5() : ClientSuite.purposes())
                .purposes()
                .keySet());
    }

    private static void assertPasses(Report report) {
        assertThat(report.results())
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.purpose().id() + ": " + result.telling().reason())
                        .isEqualTo(Verdict.PASS));
        assertThat(report.exitCode()).isZero();
    }

    private static void assertNoticed(ClientDefect defect, Function<UpperTester, ClientSuite> suite, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var report = run(suite.apply(new ReferenceClient(defect)), Set.copyOf(ids));

        assertThat(report.results()).singleElement().satisfies(ClientSelfProofTest::failsByAFrame);
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
        var settings = RunSettings.of(ClientSuite.ASSUMED, SEED)
                .only(purpose -> ids.contains(purpose.id()))
                .parallel(8);
        return new Run(suite, settings, Progress.SILENT).perform("self-proof", "entente test", Clock.systemUTC());
    }
}
