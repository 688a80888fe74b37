// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.entente.testware.Comparison;
import org.entente.testware.ConsoleReport;
import org.entente.testware.HtmlReport;
import org.entente.testware.JUnitReport;
import org.entente.testware.JsonReport;
import org.entente.testware.PacketCapture;
import org.entente.testware.Progress;
import org.entente.testware.Report;
import org.entente.testware.Result;
import org.entente.testware.Run;
import org.entente.testware.RunSettings;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One run with a pass, a permitted pass, a fail and a purpose left out, told in every form. */
class ReportsTest {
    private static final String FAILED = "TP_MQTT_BROKER_PINGREQ_001";
    private static final Set<String> CHOSEN =
            Set.of(FAILED, "TP_MQTT_BROKER_PINGRESP_001", "TP_MQTT_BROKER_CONNECT_017", "TP_MQTT_BROKER_CONNACK_010");

    private static final Report REPORT = run(Defect.PINGREQ_FLAGS);

    @BeforeAll
    static void has_one_of_each() {
        assertThat(REPORT.count(Verdict.FAIL)).isEqualTo(1);
        assertThat(REPORT.count(Verdict.PASS)).isEqualTo(2);
        assertThat(REPORT.count(Verdict.NOT_APPLICABLE)).isEqualTo(1);
        assertThat(REPORT.exitCode()).isEqualTo(3);
    }

    @Test
    void console_tells_what_failed_on_what_it_rests_and_how_to_see_it_again() {
        var text = new StringWriter();
        var console = new ConsoleReport(new PrintWriter(text));

        console.starts(CHOSEN.size(), Duration.ofSeconds(24));
        REPORT.results().forEach(result -> console.judged(result.purpose(), result.telling()));
        console.finish(REPORT);

        assertThat(text.toString())
                .contains("4 test purposes, at most 24.0 s")
                .contains("fail               1")
                .contains(FAILED + "  A PINGREQ with flags in its fixed header is refused.")
                .contains("expected the connection closed, got PINGRESP")
                .contains("rests on MQTT-2.2.2-2: Invalid flags close the connection.")
                .contains("again: entente test mqtt " + REPORT.endpoint() + " --only " + FAILED + " --seed 5")
                .contains("TP_MQTT_BROKER_CONNECT_017  accepts identifiers longer than 23 bytes")
                .contains("The endpoint does not conform: 1 of 3 purposes judged failed.");
    }

    @Test
    void junit_counts_as_the_report_does() throws Exception {
        var text = new StringWriter();
        JUnitReport.write(REPORT, text);

        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes))
                .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("=> ");
    }

    @Test
    void json_holds_every_result_with_its_frames() {
        var text = new StringWriter();
        JsonReport.write(REPORT, text);

        var ids = 0;
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), text.toString())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("id")) {
                    ids++;
                }
            }
        }

        assertThat(ids).isEqualTo(CHOSEN.size());
        assertThat(text.toString()).contains("\"verdict\":\"fail\"").contains("\"bytes\":\"cf 00\"");
    }

    @Test
    void page_marks_the_frame_that_decides_and_needs_no_other_file() throws IOException {
        var text = new StringWriter();
        HtmlReport.write(REPORT, text);

        assertThat(text.toString())
                .contains("<tr class=\"deciding\">")
                .contains("PINGRESP (this decides)")
                .contains("--only " + FAILED)
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void comparison_shows_what_fails_in_the_second_run_alone() {
        var correct = run();

        var worse = Comparison.of(json(correct), json(REPORT));
        var better = Comparison.of(json(REPORT), json(correct));
        var text = new StringWriter();
        worse.print(new PrintWriter(text));

        assertThat(worse.exitCode()).isEqualTo(3);
        assertThat(better.exitCode()).isEqualTo(4);
        assertThat(Comparison.of(json(REPORT), json(REPORT)).exitCode()).isZero();
        assertThat(text.toString())
                .contains("1: " + correct.endpoint() + ", 4 purposes")
                .contains("pass            fail            " + FAILED)
                .contains("One verdict differs.");
    }

    @Test
    void comparison_refuses_what_is_no_report() {
        assertThatThrownBy(() -> Comparison.of(new StringReader("{}"), json(REPORT)))
                .hasMessage("no report of a test run, or an empty one");
    }

    private static Reader json(Report report) {
        var text = new StringWriter();
        JsonReport.write(report, text);
        return new StringReader(text.toString());
    }

    /** Read back as an analyser would: the wrong PINGREQ and its answer, both ways between two ports. */
    @Test
    void capture_holds_the_frames_in_both_directions() throws IOException {
        var bytes = new ByteArrayOutputStream();
        PacketCapture.write(REPORT, 1883, bytes);

        var in = ByteBuffer.wrap(bytes.toByteArray());
        assertThat(in.getInt()).isEqualTo(0xA1B2C3D4);
        in.position(24);
        var frames = new ArrayList<String>();
        while (in.hasRemaining()) {
            in.position(in.position() + 16);
            var packet = new byte[in.getInt(in.position() - 8)];
            in.get(packet);
            var toEndpoint = ByteBuffer.wrap(packet).getShort(22) == 1883;
            frames.add((toEndpoint ? "> " : "< ") + HexFormat.of().formatHex(packet, 40, packet.length));
        }

        assertThat(frames).containsSubsequence("> cf00", "> c000", "< d000");
    }

    /** What an endpoint sends is shown as text, whatever it looks like. */
    @Test
    void page_lets_nothing_of_the_endpoint_in() throws IOException {
        try (var server = HostileServer.that(client -> client.getOutputStream()
                .write(new byte[] {0x20, 2, 0, 0, 0x30, 9, 0, 3, '<', 'b', '>', '"', '\'', '&', 'x'}))) {
            var settings = RunSettings.of(ReferenceBroker.profile(), 5).only(p -> p.id().equals(FAILED));
            var hostile = new Run(BrokerSuite.of(Version.V311, server.endpoint()), settings, Progress.SILENT)
                    .perform("<script>", "entente test mqtt", Clock.systemUTC());
            var text = new StringWriter();

            HtmlReport.write(hostile, text);

            assertThat(text.toString())
                    .contains("&lt;b&gt;")
                    .doesNotContain("<b>\"")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void rounds_are_kept_and_agree_on_a_steady_endpoint() throws IOException {
        try (var broker = ReferenceBroker.start()) {
            var settings = RunSettings.of(ReferenceBroker.profile(), 5)
                    .only(p -> p.id().equals("TP_MQTT_BROKER_PINGRESP_001"))
                    .repeat(3);

            var result = new Run(BrokerSuite.of(Version.V311, broker.endpoint()), settings, Progress.SILENT)
                    .perform("thrice", "entente test mqtt", Clock.systemUTC())
                    .results()
                    .getFirst();

            assertThat(result.rounds()).hasSize(3);
            assertThat(result.unstable()).isFalse();
        }
    }

    @Test
    void rounds_that_disagree_are_unstable_and_the_worst_one_counts() {
        var both = changing();

        assertThat(both.unstable()).isTrue();
        assertThat(both.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void page_has_a_mark_for_each_round_and_calls_out_what_changes() {
        var text = new StringWriter();
        HtmlReport.write(thrice(), text);

        assertThat(text.toString())
                .contains("<b>1</b>unstable in 3 rounds")
                .contains("<span class=\"verdict\">fail, unstable</span>")
                .contains("<span class=\"rounds\"><i class=\"pass\" title=\"pass\"></i>"
                        + "<i class=\"fail\" title=\"fail\"></i><i class=\"pass\" title=\"pass\"></i></span>");
    }

    @Test
    void console_and_json_tell_each_round_of_what_changes() {
        var console = new StringWriter();
        new ConsoleReport(new PrintWriter(console)).finish(thrice());
        var json = new StringWriter();
        JsonReport.write(thrice(), json);

        assertThat(console.toString())
                .contains("unstable           1   of 3 rounds; the worst one counts")
                .contains("UNSTABLE: not the same in every round")
                .contains(FAILED + "  pass, fail, pass");
        assertThat(json.toString()).contains("\"rounds\":[\"pass\",\"fail\",\"pass\"],\"unstable\":true");
    }

    /** A purpose that passed, failed and passed. */
    private static Result changing() {
        var failed = first(Verdict.FAIL);
        var passed = first(Verdict.PASS).telling();
        return new Result(failed.purpose(), List.of(passed, failed.telling(), passed));
    }

    private static Result first(Verdict verdict) {
        return REPORT.results().stream()
                .filter(result -> result.verdict() == verdict)
                .findFirst()
                .orElseThrow();
    }

    private static Report thrice() {
        return new Report(
                REPORT.title(),
                REPORT.endpoint(),
                REPORT.command(),
                REPORT.settings().repeat(3),
                REPORT.catalogue(),
                REPORT.started(),
                REPORT.took(),
                List.of(changing()));
    }

    private static Report run(Defect... defects) {
        try (var broker = ReferenceBroker.start(defects)) {
            var settings = RunSettings.of(ReferenceBroker.profile(), 5).only(p -> CHOSEN.contains(p.id()));
            return new Run(BrokerSuite.of(Version.V311, broker.endpoint()), settings, Progress.SILENT)
                    .perform("MQTT 3.1.1 broker", "entente test mqtt", Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
