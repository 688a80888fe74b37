// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Maker;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that reports faster than anybody may: of whatever standard, since the engine sees to it. */
class FloodTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WAVE = 100;
    private static final String VALUE = "3303/0/5700";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final Interworking engine =
            new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC());
    private final AtomicInteger told = new AtomicInteger();

    @BeforeEach
    void two_devices_appear() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        for (var name : List.of("flood", "honest")) adapter.engine().appeared(thermometer(name));
        await().atMost(PATIENCE)
                .until(() -> cse.find("flood/semantics").isPresent()
                        && cse.find("honest/semantics").isPresent());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static DeviceModel thermometer(String name) {
        var point = new Point("5700", "Value", Kind.REAL, "Cel", Optional.empty(), true, false, true);
        return new DeviceModel(
                name,
                "client",
                Maker.UNKNOWN,
                List.of(new Module("3303/0", "3303", 0, "Temperature", List.of(point), List.of())));
    }

    private static String temperature(String device) {
        return device + "/thermometer/temperature";
    }

    private void say(String device, int value) {
        adapter.engine().changed(device, Map.of(VALUE, Value.of((double) value)));
    }

    private List<String> problems(String device) {
        return cse.children(device + "/problems").stream()
                .map(each -> cse.text(device + "/problems/" + each, "con"))
                .toList();
    }

    private void flood() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (int i = 0; i < WAVE; i++) say("flood", told.incrementAndGet());
            return !problems("flood").isEmpty();
        });
    }

    @Test
    void is_bounded_and_shown_on_its_own_resource_and_its_newest_value_counts() {
        long begin = System.nanoTime();
        flood();

        assertThat(problems("flood"))
                .containsExactly("reports more than 20 times a second; of each value the newest is kept");
        await().atMost(PATIENCE)
                .until(() -> cse.text(temperature("flood"), "curT0").equals(told.get() + ".0"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat((double) cse.count(Operation.UPDATE, temperature("flood")))
                .as("of %s reports", told)
                .isLessThan(Allowance.AT_ONCE + Allowance.PER_SECOND * seconds + WAVE);
    }

    @Test
    void of_signs_of_life_without_answers_has_the_device_asked_no_more_often_than_it_can_answer() {
        var reached = new Gate();
        var answer = new Gate();
        adapter.away = true;
        adapter.engine().appeared(thermometer("flood"));
        adapter.engine().misbehaved("flood", "the beginning");
        await().atMost(PATIENCE).until(() -> problems("flood").contains("the beginning"));
        adapter.beforeRead = () -> {
            reached.open();
            answer.pass();
        };
        adapter.engine().seen("flood");
        reached.pass();
        int before = adapter.readings.get();

        for (int i = 0; i < 1000; i++) adapter.engine().seen("flood");
        answer.open();
        adapter.engine().misbehaved("flood", "the end");
        await().atMost(PATIENCE).until(() -> problems("flood").contains("the end"));

        assertThat(adapter.readings.get() - before).isLessThan(10);
    }

    @Test
    void of_points_that_nobody_knows_is_cut_off() {
        var many = new HashMap<String, Value>();
        for (int i = 0; i < Newest.MOST + 1; i++) many.put("3303/0/" + i, Value.of(i));

        adapter.engine().changed("flood", many);

        var sentence = "reports more than " + Newest.MOST + " values at once; the others are left out";
        await().atMost(PATIENCE).until(() -> problems("flood").contains(sentence));
    }

    @Test
    void does_not_slow_another_device() {
        flood();

        say("honest", 7);

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            for (int i = 0; i < WAVE; i++) say("flood", told.incrementAndGet());
            return cse.text(temperature("honest"), "curT0").equals("7.0");
        });
        assertThat(problems("honest")).isEmpty();
    }
}
