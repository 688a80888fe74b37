// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device says by itself, on its way into the tree. */
class ReportTest {
    private static final String ODD = "10250/0/1";
    private static final String LIGHT = "lamp-1/light/binarySwitch";
    private static final String TEMPERATURE = "lamp-1/thermometer/temperature";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:30:00Z"), ZoneOffset.UTC);
    private final Interworking engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), clock);

    @BeforeEach
    void a_lamp_appears() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        adapter.engine().appeared(FakeAdapter.lamp());
        // What no rule knows is told last.
        await().until(() -> instances().size() == 1);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private List<String> instances() {
        return cse.children("lamp-1/lwm2m-10250-0").stream()
                .filter(name -> name.startsWith("cin"))
                .toList();
    }

    private String odd() {
        return cse.text("lamp-1/lwm2m-10250-0/" + instances().getLast(), "con");
    }

    @Test
    void of_what_no_rule_knows_is_told_again_too_if_the_cse_did_not_take_it() {
        cse.deny("lamp-1/lwm2m-10250-0");
        adapter.engine().changed(FakeAdapter.LAMP, Map.of(ODD, Value.of("eight")));
        await().until(() -> !cse.denies());

        adapter.engine().changed(FakeAdapter.LAMP, Map.of(ODD, Value.of("eight")));

        await().until(() -> odd().equals("{\"1\":\"eight\"}"));
    }

    @Test
    void of_more_than_any_device_has_is_cut_off() {
        for (int i = 0; i < 5; i++) {
            var many = new HashMap<String, Value>();
            for (int name = 0; name < 500; name++) many.put("10250/0/" + (i * 500 + name), Value.of(name));
            adapter.engine().changed(FakeAdapter.LAMP, many);
            adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of((double) i)));
            var told = i + ".0";
            await().until(() -> cse.text(TEMPERATURE, "curT0").equals(told));
        }

        await().until(() -> !cse.children("lamp-1/problems").isEmpty());
        assertThat(odd().split(",")).hasSize(Bound.MOST_VALUES);
        assertThat(cse.text("lamp-1/problems/" + cse.children("lamp-1/problems").getFirst(), "con"))
                .contains("has more than " + Bound.MOST_VALUES + " values");
    }

    @Test
    void that_the_cse_did_not_take_is_told_again_with_the_next_equal_one() {
        cse.deny("lamp-1/light/brightness");
        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5851", Value.of(70)));
        await().until(() -> !cse.denies());

        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5851", Value.of(70)));

        await().until(() -> cse.text("lamp-1/light/brightness", "brigs").equals("70"));
    }

    @Test
    void brings_the_value_and_its_time() {
        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(21.25)));

        await().until(() -> cse.text(TEMPERATURE, "curT0").equals("21.25"));
        assertThat(cse.text(TEMPERATURE, "dgt")).isEqualTo("20261122T103000,000000");
    }

    @Test
    @Spec("TS-0004 §7.3.3.4")
    void of_what_may_not_change_asks_for_nothing() {
        var before = cse.count(Operation.UPDATE, "node-lamp-1/deviceInfo");

        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3/0/1", Value.of("another model")));
        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(1.0)));

        await().until(() -> cse.text(TEMPERATURE, "curT0").equals("1.0"));
        assertThat(cse.count(Operation.UPDATE, "node-lamp-1/deviceInfo")).isEqualTo(before);
    }

    @Test
    void of_a_writable_point_is_not_carried_back_to_the_device() {
        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3311/0/5850", Value.of(true)));

        await().until(() -> cse.text(LIGHT, "state").equals("true"));
        assertThat(adapter.written).isEmpty();
    }
}
