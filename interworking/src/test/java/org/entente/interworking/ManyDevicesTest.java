// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand devices at once on a real CSE and store. */
@Tag("full")
class ManyDevicesTest {
    private static final int DEVICES = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void each_of_ten_thousand_devices_has_its_resources_and_its_newest_value(@TempDir Path data) {
        var adapter = new Crowd();
        try (var hub = WholeHub.start(data, "CApp")) {
            hub.engine().start();
            hub.engine().attach(adapter, new MappingReader(Types.ALL).shipped("lwm2m"));
            for (int i = 0; i < DEVICES; i++) adapter.engine().appeared(thermometer(i));
            await().atMost(PATIENCE).until(() -> adapter.unread() == 0 && isThere(hub, "semantics"));

            for (int i = 0; i < DEVICES; i++)
                adapter.engine().changed(name(i), Map.of("3303/0/5700", Value.of(i / 100.0)));

            await().atMost(PATIENCE).untilAsserted(() -> {
                for (int i = 0; i < DEVICES; i++)
                    assertThat(temperature(hub, i)).isEqualTo(Value.of(i / 100.0));
            });
        }
    }

    private static boolean isThere(WholeHub hub, String resource) {
        for (int i = 0; i < DEVICES; i++)
            if (hub.store().view().byPath("cse-in/" + name(i) + "/" + resource).isEmpty()) return false;
        return true;
    }

    private static Object temperature(WholeHub hub, int device) {
        return hub.store()
                .view()
                .byPath("cse-in/" + name(device) + "/thermometer/temperature")
                .map(found -> found.attributes().get("curT0"))
                .orElseThrow();
    }

    private static String name(int number) {
        return "thermometer-" + number;
    }

    private static DeviceModel thermometer(int number) {
        var point = new Point("5700", "Value", Kind.REAL, "Cel", Optional.empty(), true, false, true);
        return new DeviceModel(
                name(number),
                "client",
                DeviceModel.Maker.UNKNOWN,
                List.of(new Module("3303/0", "3303", 0, "Temperature", List.of(point), List.of())));
    }

    /** Devices that answer at once, so that the engine is what is tried. */
    private static final class Crowd implements Adapter {
        private final Set<String> read = ConcurrentHashMap.newKeySet();
        private volatile Optional<Devices> engine = Optional.empty();

        Devices engine() {
            return engine.orElseThrow();
        }

        int unread() {
            return DEVICES - read.size();
        }

        @Override
        public String standard() {
            return "lwm2m";
        }

        @Override
        public void start(Devices heard) {
            engine = Optional.of(heard);
        }

        @Override
        public Outcome read(String device, String path, Duration within) {
            read.add(device);
            return new Outcome.Done(Map.of("3303/0/5700", Value.of(-1.5)));
        }

        @Override
        public Outcome write(String device, Map<String, Value> values, Duration within) {
            return Outcome.DONE;
        }

        @Override
        public Outcome invoke(String device, String path, Duration within) {
            return Outcome.DONE;
        }

        @Override
        public Outcome observe(String device, String path, Pace pace, Duration within) {
            return Outcome.DONE;
        }

        @Override
        public Outcome unobserve(String device, String path, Duration within) {
            return Outcome.DONE;
        }

        @Override
        public void close() {}
    }
}
