// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An UPDATE that is on its way to the device when that is looked at, and arrives when its light has answered. */
class CommandOnItsWayTest {
    private static final String LIGHT = "lamp-1/light/binarySwitch";
    private static final String TEMPERATURE = "lamp-1/thermometer/temperature";

    private final FakeCse cse = new FakeCse(Types.ALL);
    private final FakeAdapter adapter = new FakeAdapter();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:30:00Z"), ZoneOffset.UTC);
    private final Interworking engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), clock);

    private final Gate sent = new Gate();
    private final Gate arrives = new Gate();
    private final Gate answered = new Gate();
    private final AtomicInteger parts = new AtomicInteger();

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

    private Response whileLookedAt(String path, String root, String attribute, Value value) throws Exception {
        adapter.beforeWrite = () -> {
            sent.open();
            arrives.pass();
        };
        var update = new FutureTask<>(() -> cse.update(path, root, attribute, value)) {
            @Override
            protected void done() {
                answered.open();
            }
        };
        Thread.ofVirtual().start(update);
        sent.pass();
        adapter.meanwhile = () -> {
            if (parts.incrementAndGet() != 3) return;
            arrives.open();
            answered.pass();
        };
        adapter.engine().appeared(FakeAdapter.lamp());
        var response = update.get();
        adapter.engine().changed(FakeAdapter.LAMP, Map.of("3303/0/5700", Value.of(1.0)));
        await().until(() -> cse.text(TEMPERATURE, "curT0").equals("1.0"));
        return response;
    }

    @Test
    void counts_more_than_what_the_device_answered_before_it() throws Exception {
        var response = whileLookedAt(LIGHT, "cod:binSh", "state", Value.of(true));

        assertThat(response.code()).isEqualTo(ResultCode.UPDATED);
        assertThat(cse.text(LIGHT, "state")).isEqualTo("true");
    }

    @Test
    void counts_less_than_that_if_the_device_does_not_take_it() throws Exception {
        adapter.values.put("3311/0/5851", Value.of(55));
        adapter.answer = new Outcome.Denied("not now");

        whileLookedAt("lamp-1/light/brightness", "cod:brigs", "brigs", Value.of(70));

        await().until(() -> cse.text("lamp-1/light/brightness", "brigs").equals("55"));
    }

    @Test
    void that_ends_by_a_fault_is_on_its_way_no_longer() {
        adapter.beforeWrite = () -> {
            throw new IllegalStateException("a fault of the adapter");
        };
        var response = cse.update(LIGHT, "cod:binSh", "state", Value.of(true));
        assertThat(response.isSuccess()).isFalse();

        cse.overwrite(LIGHT, "state", Value.of(true));

        await().until(() -> cse.text(LIGHT, "state").equals("false"));
    }
}
