// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Sheet;
import org.entente.interworking.Types;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One device misbehaves while it is used, and a second one beside it is served as ever. */
class RestlessOcfTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** So long does a device that vanished keep its writer waiting. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final String RESTLESS = "restless/light/binarySwitch";
    private static final String QUIET = "quiet/light/binarySwitch";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Interworking engine = new Interworking(
            InterworkingSettings.DEFAULT.withDeviceTimeout(ANSWER), cse, cse.access(), Clock.systemUTC());
    private final RawDevice restless = ExampleLight.at(RawDevice.start());
    private final RawDevice quiet = ExampleLight.at(RawDevice.start());

    RestlessOcfTest() throws IOException {}

    @BeforeEach
    void start() {
        var sheet = Sheet.of("""
                standard: ocf
                devices:
                  - { name: restless, url: "coap://127.0.0.1:%d", every: 100ms }
                  - { name: quiet, url: "coap://127.0.0.1:%d", every: 100ms }
                """.formatted(restless.port(), quiet.port()), "lights.yaml");
        var stations = StationsReader.read(sheet);
        sheet.refuseMistakes();
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        engine.start();
        engine.attach(new OcfAdapter(OcfSettings.of(stations, ANSWER), mapping), mapping);
        for (var name : new String[] {"restless", "quiet"})
            await().atMost(PATIENCE).until(() -> cse.find(name + "/semantics").isPresent());
    }

    @AfterEach
    void stop() {
        engine.close();
        restless.close();
        quiet.close();
    }

    private void quietIsServed(boolean on) {
        var update = cse.update(QUIET, "cod:binSh", "state", Value.of(on));
        assertThat(update.code()).as(update.sentence()).isEqualTo(ResultCode.UPDATED);
    }

    @Test
    void of_a_flood_the_newest_counts_and_others_are_served() throws IOException {
        cse.subscribe(RESTLESS);
        await().atMost(PATIENCE).until(() -> restless.isWatched("/switch"));

        for (int i = 0; i < 1000; i++) restless.change("/switch", i % 2 == 0 ? ExampleLight.OFF : ExampleLight.ON);
        quietIsServed(false);
        restless.change("/switch", ExampleLight.OFF);

        await().atMost(PATIENCE).until(() -> cse.text(RESTLESS, "state").equals("false"));
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void write_in_which_the_device_vanishes_changes_nothing_until_it_tells() {
        restless.vanishesInMidWrite();

        var update = cse.update(RESTLESS, "cod:binSh", "state", Value.of(false));

        assertThat(update.code()).as(update.sentence()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(cse.text(RESTLESS, "state")).isEqualTo("true");
        quietIsServed(true);
        await().atMost(PATIENCE).until(() -> cse.text("restless", "rr").equals("false"));

        restless.has("/switch", ExampleLight.OFF);
        restless.returns();

        await().atMost(PATIENCE).until(() -> cse.text(RESTLESS, "state").equals("false"));
    }
}
