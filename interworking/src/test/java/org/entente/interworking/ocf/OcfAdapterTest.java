// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Shown;
import org.entente.interworking.Types;
import org.entente.interworking.ocf.RawDevice.Reply;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A light made of bytes, typed, heard and written; only the CSE is in memory. */
class OcfAdapterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A device on this machine answers sooner by far, unless the machine does nothing else. */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** What silence costs; one that answers later than this on a busy machine comes back by itself. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int GET = 1;
    private static final int POST = 2;
    private static final String SWITCH = "hall/light/binarySwitch";

    private final FakeCse cse = new FakeCse(Types.ALL);

    private Interworking engine = engine();
    private RawDevice light = ExampleLight.at(RawDevice.start());

    OcfAdapterTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        look(ANSWER);
    }

    private Interworking engine() {
        return new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    }

    /** @param answer how long the light has to answer */
    private void look(Duration answer) throws IOException {
        engine.start();
        var file = Shown.file("ocf.md", "standard: ocf")
                .replace("hall-light", "hall")
                .replace(":5683", ":" + light.port())
                .replace("every: 10s", "every: 100ms");
        attach(file, answer);
        await().atMost(PATIENCE).until(() -> cse.find("hall/semantics").isPresent());
    }

    @AfterEach
    void stop() {
        engine.close();
        light.close();
    }

    private void attach(String file, Duration answer) {
        var sheet = Sheet.of(file, "ocf.md");
        var stations = StationsReader.read(sheet);
        sheet.refuseMistakes();
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        engine.attach(new OcfAdapter(OcfSettings.of(stations, answer), mapping), mapping);
    }

    @Test
    @Spec("TS-0033 §6")
    void light_appears_typed_in_a_device_of_its_class_and_the_rest_beside_it() {
        assertThat(cse.text(SWITCH, "state"))
                .as(
                        "%s %s",
                        cse.children("hall"),
                        cse.children("hall/problems").stream()
                                .map(c -> cse.text("hall/problems/" + c, "con"))
                                .toList())
                .isEqualTo("true");
        assertThat(cse.text("hall/light/dimming", "brigs")).isEqualTo("30");
        assertThat(cse.text("hall/light/colour", "green")).isEqualTo("10");
        assertThat(cse.text("hall/temperature", "curT0")).as("100 °F").startsWith("37.7");
        assertThat(cse.text("node-hall/deviceInfo", "man")).isEqualTo("Acme, Inc");
        assertThat(cse.text("hall", "lbl")).contains("Iwked-Technology:OCF");
    }

    @Test
    void what_no_rule_knows_is_kept_in_the_words_of_the_device() {
        await().atMost(PATIENCE)
                .until(() -> contents("hall/ocf-vendor-scene")
                        .contains("{\"x.org.example.scene\":\"Evening\",\"steps\":[1,true]}"));
    }

    private List<String> contents(String container) {
        return cse.children(container).stream()
                .map(child -> cse.text(container + "/" + child, "con"))
                .toList();
    }

    @Test
    void requests_carry_the_options_of_ocf_byte_for_byte() {
        var first = light.asked(GET, "/oic/res").getFirst();

        // Uri-Path oic, Uri-Path res, Accept 10000, OCF-Accept-Content-Format-Version 1.0.0.
        assertThat(first.options()).isEqualTo("b36f6963" + "03726573" + "622710" + "e206e30800");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_reaches_the_device_before_it_is_answered() {
        var off = cse.update(SWITCH, "cod:binSh", "state", Value.of(false));
        var dimmed = cse.update("hall/light/dimming", "cod:brigs", "brigs", Value.of(40));
        var bluer = cse.update("hall/light/colour", "cod:color", "blue", Value.of(7));

        assertThat(off.code()).as(off.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(dimmed.code()).as(dimmed.sentence()).isEqualTo(ResultCode.UPDATED);
        assertThat(bluer.code()).as(bluer.sentence()).isEqualTo(ResultCode.UPDATED);
        var post = light.asked(POST, "/switch").getFirst();
        assertThat(post.payload()).isEqualTo(ExampleLight.OFF);
        // Uri-Path, Content-Format 10000, Accept 10000, Accept-Version 1.0.0, Content-Format-Version 1.0.0.
        assertThat(post.options()).isEqualTo("b6737769746368" + "122710" + "522710" + "e206e30800" + "420800");
        assertThat(light.asked(POST, "/dim").getFirst().payload())
                .isEqualTo("a1" + ExampleLight.text("dimmingSetting") + "1828");
        assertThat(light.asked(POST, "/colour").getFirst().payload())
                .isEqualTo("a1" + ExampleLight.text("rgbValue") + "8318ff0a07");
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void refusal_of_the_device_is_quoted_to_whoever_wrote() {
        light.takes(
                "/switch",
                Reply.of(RawDevice.FORBIDDEN, HexFormat.of().formatHex("child lock".getBytes(StandardCharsets.UTF_8))));

        var off = cse.update(SWITCH, "cod:binSh", "state", Value.of(false));

        assertThat(off.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(off.sentence()).contains("4.03 FORBIDDEN: child lock");
        assertThat(cse.text(SWITCH, "state")).isEqualTo("true");
    }

    @Test
    void changes_are_heard_while_somebody_subscribes() throws Exception {
        cse.subscribe(SWITCH);
        await().atMost(PATIENCE).until(() -> light.isWatched("/switch"));

        light.change("/switch", ExampleLight.OFF);

        await().atMost(PATIENCE).until(() -> cse.text(SWITCH, "state").equals("false"));
    }

    @Test
    @Spec("RFC 7641 §1.3")
    void change_that_is_lost_while_it_begins_to_observe_is_asked_for() {
        light.begins("/switch", ExampleLight.ON).has("/switch", ExampleLight.OFF);

        cse.subscribe(SWITCH);

        await().atMost(PATIENCE).until(() -> cse.text(SWITCH, "state").equals("false"));
    }

    @Test
    void what_cannot_be_observed_is_asked_for() {
        cse.subscribe("hall/temperature");

        light.has("/heat", temperature(122, "F"));

        await().atMost(PATIENCE)
                .until(() -> cse.text("hall/temperature", "curT0").equals("50.0"));
        assertThat(light.isWatched("/heat")).isFalse();
    }

    @Test
    void value_in_another_unit_than_before_is_not_taken_for_the_old_one() {
        cse.subscribe("hall/temperature");

        light.has("/heat", temperature(21, "C"));

        await().atMost(PATIENCE)
                .until(() -> cse.text("hall/temperature", "curT0").equals("21.0"));
    }

    private static String temperature(int degrees, String units) {
        return "a2" + ExampleLight.text("temperature") + "18" + HexFormat.of().toHexDigits((byte) degrees)
                + ExampleLight.text("units") + ExampleLight.text(units);
    }

    @Test
    void device_that_falls_silent_is_away_and_comes_back_with_what_it_is_now() throws IOException {
        engine.close();
        engine = engine();
        light.has("/switch", ExampleLight.OFF);
        look(SHORT);
        await().atMost(PATIENCE).until(() -> cse.text(SWITCH, "state").equals("false"));

        light.falls(true);
        await().atMost(PATIENCE).until(() -> cse.text("hall", "rr").equals("false"));
        var late = cse.update(SWITCH, "cod:binSh", "state", Value.of(true));
        assertThat(late.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);

        light.has("/switch", ExampleLight.ON);
        light.falls(false);

        await().atMost(PATIENCE).until(() -> cse.text("hall", "rr").equals("true"));
        await().atMost(PATIENCE).until(() -> cse.text(SWITCH, "state").equals("true"));
    }
}
