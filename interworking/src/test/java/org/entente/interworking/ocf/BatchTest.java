// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.interworking.ocf.ExampleLight.text;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room whose collection tells of its members by one answer; none of them can be observed. */
class BatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GET = 1;

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final RawDevice room = RawDevice.start();

    BatchTest() throws IOException {}

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        room.close();
    }

    /** @param batch what the collection says of its members */
    private void attach(String batch) {
        var views = "82" + text("oic.if.ll") + text("oic.if.b");
        room.has(
                        "/oic/res",
                        "81" + "a4" + text("href") + text("/room") + text("rt") + "81" + text("oic.wk.col") + text("if")
                                + views + text("p") + "a1" + text("bm") + "01")
                .has(
                        "/room",
                        "a1" + text("links") + "82" + member("/switch", "oic.r.switch.binary")
                                + member("/damp", "oic.r.humidity"))
                .has("/room?if=oic.if.b", batch)
                .has("/switch", ExampleLight.ON)
                .has("/damp", humidity(40));
        var sheet = Sheet.of(
                "{standard: ocf, devices: [{ name: room, url: \"coap://127.0.0.1:%d\", every: 100ms }]}"
                        .formatted(room.port()),
                "room.yaml");
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        var settings = OcfSettings.of(StationsReader.read(sheet), PATIENCE);
        engine.attach(new OcfAdapter(settings, mapping), mapping);
        await().atMost(PATIENCE).until(() -> cse.find("room/semantics").isPresent());
    }

    private static String member(String href, String type) {
        return "a3" + text("href") + text(href) + text("rt") + "81" + text(type) + text("p") + "a1" + text("bm") + "01";
    }

    private static String humidity(int percent) {
        return "a1" + text("humidity") + "18"
                + Integer.toHexString(0x100 | percent).substring(1);
    }

    private static String told(String href, String properties) {
        return "a2" + text("href") + text(href) + text("rep") + properties;
    }

    private static String both(String state, int percent) {
        return "82" + told("ocf://54919ca5-4101-4ae4-595b-353c51aa983c/switch", state)
                + told("/damp", humidity(percent));
    }

    @Test
    void members_are_read_together_at_first_and_later() {
        attach(both(ExampleLight.ON, 40));

        assertThat(cse.text("room/binarySwitch", "state")).isEqualTo("true");
        assertThat(cse.text("room/humidity", "relHy")).isEqualTo("40.0");
        assertThat(room.asked(GET, "/switch")).isEmpty();
        assertThat(room.asked(GET, "/damp")).isEmpty();

        // Only the collection tells this.
        room.has("/room?if=oic.if.b", both(ExampleLight.OFF, 55));
        cse.subscribe("room/binarySwitch");
        cse.subscribe("room/humidity");

        await().atMost(PATIENCE)
                .until(() -> cse.text("room/humidity", "relHy").equals("55.0")
                        && cse.text("room/binarySwitch", "state").equals("false"));
    }

    /** Half of it, no list, members without names, no CBOR. */
    @ParameterizedTest
    @ValueSource(strings = {"81 a2 6468726566 672f737769746368 63726570 00", "a0", "82 a1 63726570 a0 00", "65 6162"})
    void member_that_the_collection_does_not_tell_of_is_asked_itself(String batch) {
        attach(batch);

        assertThat(cse.text("room/binarySwitch", "state")).isEqualTo("true");
        assertThat(cse.text("room/humidity", "relHy")).isEqualTo("40.0");
        assertThat(room.asked(GET, "/switch")).isNotEmpty();
    }
}
