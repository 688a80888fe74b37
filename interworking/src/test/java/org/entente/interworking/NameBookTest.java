// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices of two standards that call themselves the same. */
class NameBookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECOND = "lamp-1-modbus";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final MappingReader mappings = new MappingReader(Types.ALL);
    private final FakeAdapter lwm2m = new FakeAdapter();
    private final FakeAdapter modbus = new FakeAdapter("modbus");
    private Interworking engine = engine();

    private Interworking engine() {
        var started = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
        started.start();
        started.attach(lwm2m, mappings.shipped("lwm2m"));
        // The lamp in the words of another standard: the same rules, other labels.
        var rules = mappings.shipped("lwm2m");
        started.attach(modbus, new Mapping("modbus", "Modbus", "Modbus_Device", "urn:modbus:", rules.parts()));
        return started;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void appears(FakeAdapter adapter, String ae) {
        adapter.engine().appeared(FakeAdapter.lamp());
        await().atMost(PATIENCE).until(() -> cse.find(ae + "/semantics").isPresent());
    }

    private void comesAndGoes(FakeAdapter adapter, String ae) {
        appears(adapter, ae);
        adapter.engine().lost(FakeAdapter.LAMP, "it is gone");
        await().atMost(PATIENCE).until(() -> cse.text(ae, "rr").equals("false"));
    }

    private void bothAppear() {
        appears(lwm2m, "lamp-1");
        appears(modbus, SECOND);
    }

    private void turnOn(String ae) {
        var switched = Request.update(
                "-/" + ae + "/light/binarySwitch",
                "CApp",
                Value.field("cod:binSh", Value.field("state", Value.of(true))));
        assertThat(cse.send(switched).isSuccess()).isTrue();
    }

    @Test
    @Spec("TS-0033 §6.2")
    void devices_of_one_name_have_resources_of_their_own() {
        bothAppear();

        assertThat(cse.text("lamp-1", "lbl")).contains("Iwked-Technology:LWM2M");
        assertThat(cse.text(SECOND, "lbl")).contains("Iwked-Technology:Modbus", "Iwked-Entity-ID:lamp-1");
        assertThat(cse.text("node-" + SECOND, "ni")).isEqualTo("lamp-1");
    }

    @Test
    void update_reaches_the_device_whose_resource_it_is() {
        bothAppear();

        turnOn(SECOND);

        assertThat(modbus.written).hasSize(1);
        assertThat(lwm2m.written).isEmpty();
    }

    @Test
    void device_that_is_lost_takes_no_other_away() {
        bothAppear();

        comesAndGoes(modbus, SECOND);

        assertThat(cse.text("lamp-1", "rr")).isEqualTo("true");
    }

    @Test
    void names_stay_after_a_restart_in_whatever_order_the_devices_come() {
        bothAppear();
        var first = cse.find("lamp-1").orElseThrow().ri();
        engine.close();
        engine = engine();

        comesAndGoes(modbus, SECOND);
        comesAndGoes(lwm2m, "lamp-1");

        assertThat(cse.find("lamp-1").orElseThrow().ri()).isEqualTo(first);
        assertThat(cse.text("lamp-1", "lbl")).contains("Iwked-Technology:LWM2M");
        assertThat(cse.find("lamp-1-lwm2m")).isEmpty();
    }

    @Test
    void resource_of_somebody_else_is_left_alone() {
        var other = Value.field("rn", Value.of("lamp-1"))
                .with("api", Value.of("Nother"))
                .with("rr", Value.of(true))
                .with("srv", Value.texts(List.of("4")));
        assertThat(cse.send(Request.create("-", "COther", 2, Value.field("m2m:ae", other)))
                        .isSuccess())
                .isTrue();

        appears(lwm2m, "lamp-1-lwm2m");

        assertThat(cse.text("lamp-1", "api")).isEqualTo("Nother");
        assertThat(cse.find("lamp-1/light")).isEmpty();
    }
}
