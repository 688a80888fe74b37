// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.interworking.DeviceModel.Notifier;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at a device besides new values, such as alarms. */
class HappeningsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVENTS = "lamp-1/lwm2m-bell";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final AtomicInteger rung = new AtomicInteger();

    @BeforeEach
    void a_lamp_with_a_bell_appears() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        adapter.engine().appeared(lampWith(List.of(new Notifier("bell", "Bell"))));
        await().atMost(PATIENCE).until(() -> cse.find("lamp-1/semantics").isPresent());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static DeviceModel lampWith(List<Notifier> notifiers) {
        var lamp = FakeAdapter.lamp();
        return new DeviceModel(lamp.id(), lamp.kind(), lamp.maker(), lamp.modules(), notifiers);
    }

    private void ring(String notifier) {
        adapter.engine().happened(FakeAdapter.LAMP, notifier, Value.field("ring", Value.of(rung.incrementAndGet())));
    }

    private List<Integer> kept() {
        return cse.children(EVENTS).stream()
                .map(each -> cse.text(EVENTS + "/" + each, "con"))
                .filter(each -> each.startsWith("{\"ring\":"))
                .map(each -> Integer.valueOf(each.replaceAll("\\D", "")))
                .toList();
    }

    @Test
    void are_kept_each_and_in_order() {
        for (int i = 0; i < 5; i++) ring("bell");
        ring("what nobody knows");
        ring("bell");

        await().atMost(PATIENCE).until(() -> kept().equals(List.of(1, 2, 3, 4, 5, 7)));
        assertThat(cse.text(EVENTS, "lbl"))
                .isEqualTo("[Iwked-Technology:LWM2M, Iwked-Entity-Type:Bell, Iwked-Entity-ID:bell,"
                        + " Personal-Data:unclassified]");
        assertThat(cse.text(EVENTS, "acpi")).isEqualTo(cse.text("lamp-1", "acpi"));
    }

    @Test
    @Spec("TS-0001 §9.6.8")
    void are_asked_for_while_somebody_subscribes() {
        assertThat(adapter.observed).doesNotContain("bell");

        cse.send(Request.create(
                "-/" + EVENTS,
                "CApp",
                23,
                Value.field(
                        "m2m:sub",
                        Value.field("rn", Value.of("mine")).with("nu", Value.texts(List.of("CInterworking"))))));
        await().atMost(PATIENCE).until(() -> adapter.observed.contains("bell"));
        cse.send(Request.delete("-/" + EVENTS + "/mine", "CApp"));

        await().atMost(PATIENCE).until(() -> !adapter.observed.contains("bell"));
    }

    @Test
    void that_nobody_could_read_are_left_out_and_the_device_says_so() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (int i = 0; i < Happenings.MOST; i++) ring("bell");
            return cse.children("lamp-1/problems").stream()
                    .anyMatch(each -> cse.text("lamp-1/problems/" + each, "con").contains("events are left out"));
        });

        assertThat(kept()).isSorted().hasSizeLessThan(rung.get());
    }

    @Test
    void of_what_tells_no_longer_have_no_resource() {
        adapter.engine().altered(lampWith(List.of()));

        await().atMost(PATIENCE).until(() -> cse.find(EVENTS).isEmpty());
    }
}
