// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Types;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real client over UDP on the loopback; only the CSE is in memory. */
class Lwm2mAdapterTest {
    private static final String LIGHT = "lamp/light/binarySwitch";
    private static final String TEMPERATURE = "lamp/thermometer/temperature";
    private static final Duration SLOW = Duration.ofHours(1);

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final Lwm2mAdapter adapter =
            new Lwm2mAdapter(Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty()));
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private SampleSettings settings(String endpoint) {
        return SampleSettings.DEFAULT
                .withServer(adapter.addresses().getFirst().toString())
                .withEndpoint(endpoint)
                .withPeriod(SLOW);
    }

    private SampleDevice device(SampleSettings settings) {
        var device = new SampleDevice(settings, new PrintStream(said, true, StandardCharsets.UTF_8));
        device.start();
        return device;
    }

    private SampleDevice lamp() {
        var device = device(settings("lamp"));
        await().until(() -> cse.find("lamp/semantics").isPresent());
        return device;
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void device_that_registers_is_there_with_its_values() {
        try (var _ = lamp()) {
            assertThat(cse.text("node-lamp/deviceInfo", "man")).isEqualTo("Entente");
            assertThat(cse.text("node-lamp/deviceInfo", "mod")).isEqualTo("Sample lamp");
            assertThat(cse.text("node-lamp/battery", "btl")).isEqualTo("87");
            assertThat(cse.text("node-lamp/memory", "mma")).isEqualTo("512000");
            assertThat(cse.text("node-lamp/firmware", "vr")).isEqualTo("1.0.0");
            await().until(() -> cse.text("node-lamp/firmware", "uds").equals("[sus]"));
            assertThat(cse.text(TEMPERATURE, "curT0")).isEqualTo("21.0");
            assertThat(cse.text("lamp/humidity", "relHy")).isEqualTo("45.0");
            assertThat(cse.text("lamp/electricMeter/energyConsumption", "power"))
                    .isEqualTo("0.0");
            assertThat(cse.text(LIGHT, "state")).isEqualTo("false");
            assertThat(cse.text("lamp/light/colour", "red")).isEqualTo("255");
            assertThat(cse.children("lamp")).contains("lwm2m-3-0", "lwm2m-3304-0");
            assertThat(cse.children("node-lamp")).contains("reboot");
        }
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void update_reaches_the_device_before_it_is_answered() {
        try (var device = lamp()) {
            var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            assertThat(device.value(3311, 5850)).isEqualTo(true);
            assertThat(said()).contains("lamp: light on");
        }
    }

    @Test
    void colour_and_brightness_are_written_in_the_devices_own_form() {
        try (var device = lamp()) {
            cse.update("lamp/light/brightness", "cod:brigs", Map.of("brigs", Value.of(30)));
            cse.update("lamp/light/colour", "cod:color", Map.of("green", Value.of(136), "blue", Value.of(0)));

            assertThat(device.value(3311, 5851)).isEqualTo(30L);
            assertThat(device.value(3311, 5706)).isEqualTo("#ff8800");
        }
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void device_that_refuses_is_quoted() {
        try (var _ = lamp()) {
            var response = cse.update("lamp/light/brightness", "cod:brigs", Map.of("brigs", Value.of(300)));

            assertThat(response.code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
            assertThat(response.sentence()).contains("4.00", "the dimmer goes from 0 to 100, not to 300");
        }
    }

    @Test
    void values_flow_while_somebody_subscribes() {
        try (var device = lamp()) {
            cse.subscribe(TEMPERATURE);

            while (device.value(3303, 5700).equals(21.0)) device.tick();

            await().until(() -> cse.text(TEMPERATURE, "curT0")
                    .equals(device.value(3303, 5700).toString()));
        }
    }

    @Test
    void change_by_hand_arrives_and_is_not_sent_back() {
        try (var device = lamp()) {
            cse.subscribe(LIGHT);

            await().until(() -> {
                device.turn(true);
                return cse.text(LIGHT, "state").equals("true");
            });
            assertThat(said()).contains("light on (by hand)").doesNotContain("light on\n");
        }
    }

    @Test
    void device_that_leaves_is_unreachable_and_keeps_its_resources() {
        lamp().close();
        await().until(() -> cse.text("lamp", "rr").equals("false"));

        var response = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

        assertThat(response.code()).isEqualTo(ResultCode.REMOTE_ENTITY_NOT_REACHABLE);
        assertThat(response.sentence()).contains("lamp deregistered");
        var before = cse.find(LIGHT).orElseThrow().ri();
        try (var _ = device(settings("lamp"))) {
            await().until(() -> cse.text("lamp", "rr").equals("true"));
            assertThat(cse.find(LIGHT).orElseThrow().ri()).isEqualTo(before);
        }
    }

    @Test
    @Spec("TS-0001 §D.10")
    void reboot_comes_through_and_the_device_comes_back() {
        try (var _ = lamp()) {
            var response = cse.update("node-lamp/reboot", "m2m:rbo", Map.of("rbo", Value.of(true)));

            assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
            await().until(() -> said().contains("lamp: up again"));
            await().until(() -> cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)))
                            .code()
                    == ResultCode.UPDATED);
        }
    }

    @Test
    @Spec("TS-0001 §D.2")
    void firmware_is_pushed_installed_and_reported() {
        try (var _ = lamp()) {
            var pushed = cse.update("node-lamp/firmware", "m2m:fwr", Map.of("url", Value.of("data:;base64,AAECAwQF")));
            assertThat(pushed.code()).as(pushed.sentence()).isEqualTo(ResultCode.UPDATED);
            assertThat(said()).contains("firmware image of 6 bytes received");

            var started = cse.update("node-lamp/firmware", "m2m:fwr", Map.of("ud", Value.of(true)));
            assertThat(started.code()).as(started.sentence()).isEqualTo(ResultCode.UPDATED);

            var done = Value.field("sus", Value.of(1));
            await().until(() ->
                    cse.find("node-lamp/firmware").orElseThrow().attributes().containsValue(done));
        }
    }
}
