// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine makes of a device that should listen and does not answer. */
class SilentDeviceTest {
    private static final String LIGHT = "lamp-1/light/binarySwitch";
    private static final String TEMPERATURE = "lamp-1/thermometer/temperature";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:30:00Z"));
    private final Interworking engine = new Interworking(
            InterworkingSettings.DEFAULT, cse, cse.access(), ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    @BeforeEach
    void a_lamp_falls_silent() {
        engine.start();
        engine.attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
        adapter.engine().appeared(FakeAdapter.lamp());
        await().until(() -> cse.find("lamp-1/semantics").isPresent());
        cse.subscribe(TEMPERATURE);
        await().until(() -> adapter.observed.contains("3303/0/5700"));
        now.set(now.get().plus(Duration.ofHours(2)));

        adapter.engine().silent(FakeAdapter.LAMP);
        await().until(() -> cse.text("lamp-1", "rr").equals("false"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static final String LAST_SEEN = "Last-Seen:20261122T103000,000000";

    @Test
    @Spec("TS-0001 §9.6.5")
    void is_shown_with_the_time_when_it_was_last_heard_of() {
        assertThat(cse.text("lamp-1", "lbl")).contains(LAST_SEEN);
    }

    @Test
    void is_shown_so_once_and_keeps_that_time_when_its_registration_ends() {
        long before = cse.count(Operation.UPDATE, "lamp-1");

        for (int i = 0; i < 10; i++) adapter.engine().silent(FakeAdapter.LAMP);
        adapter.engine().lost(FakeAdapter.LAMP, "its registration expired");
        // What was said before is done when this is.
        adapter.engine().misbehaved(FakeAdapter.LAMP, "the end");
        await().until(() -> cse.children("lamp-1/problems").size() == 1);

        assertThat(cse.count(Operation.UPDATE, "lamp-1")).isEqualTo(before);
        assertThat(cse.text("lamp-1", "lbl")).contains(LAST_SEEN);
    }

    @Test
    @Spec("TS-0004 §7.3.2.9")
    void is_told_what_it_is_to_do_all_the_same() {
        var update = cse.update(LIGHT, "cod:binSh", Map.of("state", Value.of(true)));

        assertThat(update.code()).isEqualTo(ResultCode.UPDATED);
        assertThat(adapter.written).contains(Map.of("3311/0/5850", Value.of(true)));
    }

    /** Or whoever waits in its lane would wait for each path as long as for an answer. */
    @Test
    void is_asked_to_observe_one_thing_more_and_not_each() {
        adapter.away = true;
        adapter.asked.clear();

        var places = List.of(LIGHT, "lamp-1/light/brightness", "lamp-1/light/colour");
        for (int i = 0; i < places.size(); i++) {
            int ends = i + 1;
            cse.subscribe(places.get(i));
            // What was asked for before is done when this is.
            adapter.engine().misbehaved(FakeAdapter.LAMP, "end " + ends);
            await().until(() -> cse.children("lamp-1/problems").size() == ends);
        }

        assertThat(adapter.asked).hasSize(3);
    }

    @Test
    @Spec("RFC 7641 §4.5")
    void is_read_and_observed_anew_when_it_is_heard_of() {
        adapter.observed.clear();
        adapter.values.put("3311/0/5850", Value.of(true));

        adapter.engine().seen(FakeAdapter.LAMP);

        await().until(() -> cse.text("lamp-1", "rr").equals("true"));
        await().until(() -> cse.text(LIGHT, "state").equals("true"));
        await().until(() -> adapter.observed.contains("3303/0/5700"));
    }
}
