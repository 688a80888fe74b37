// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;

/** A threshold is the device's own business: what lies below it never leaves the device. */
class PaceAtDeviceTest {
    private static final String TEMPERATURE = "3303/0/5700";
    private static final double STEP = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void device_reports_only_what_goes_beyond_the_step() throws Exception {
        var settings = Lwm2mSettings.DEFAULT.withPorts(OptionalInt.of(0), OptionalInt.empty());
        try (var adapter = new Lwm2mAdapter(settings)) {
            var heard = new Heard();
            adapter.start(heard);
            var sample = SampleSettings.DEFAULT
                    .withServer(adapter.addresses().getFirst().toString())
                    .withEndpoint("thermometer")
                    .withPeriod(Duration.ofHours(1));
            try (var device = new SampleDevice(sample, new PrintStream(OutputStream.nullOutputStream()))) {
                device.start();
                assertThat(heard.appeared.await(30, TimeUnit.SECONDS)).isTrue();
                var pace = new Pace(
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.of(STEP),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
                assertThat(adapter.observe("thermometer", TEMPERATURE, pace, PATIENCE))
                        .isInstanceOf(Outcome.Done.class);
                double before = (double) device.value(3303, 5700);

                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                    device.tick();
                    return !heard.temperatures.isEmpty();
                });

                assertThat(Math.abs(heard.temperatures.getFirst() - before)).isGreaterThanOrEqualTo(STEP);
            }
        }
    }

    private static final class Heard implements Devices {
        final CountDownLatch appeared = new CountDownLatch(1);
        final List<Double> temperatures = new CopyOnWriteArrayList<>();

        @Override
        public void appeared(DeviceModel device) {
            appeared.countDown();
        }

        @Override
        public void seen(String device) {}

        @Override
        public void changed(String device, Map<String, Value> values) {
            if (values.get(TEMPERATURE) instanceof Value.Real(var number)) temperatures.add(number);
        }

        @Override
        public void lost(String device, String reason) {}

        @Override
        public void misbehaved(String device, String sentence) {}
    }
}
