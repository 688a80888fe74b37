// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.leshan.client.object.Security;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.Mapping;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Roll;
import org.entente.interworking.Types;
import org.entente.interworking.lwm2m.sample.SampleDevice;
import org.entente.interworking.lwm2m.sample.SampleSettings;

/** An adapter with its engine and the sample devices that reach it over UDP; only the CSE is in memory. */
final class Field implements AutoCloseable {
    private static final Duration NEVER = Duration.ofHours(1);

    final FakeCse cse = new FakeCse(Types.ALL);
    final Lwm2mAdapter adapter;
    private final Interworking engine;
    private final List<SampleDevice> devices = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    Field(Lwm2mSettings settings) {
        this(settings, Optional.empty());
    }

    Field(Lwm2mSettings settings, Optional<Roll> roll) {
        this(new Lwm2mAdapter(settings), new MappingReader(Types.ALL).shipped("lwm2m"), roll);
    }

    Field(Lwm2mAdapter adapter, Mapping mapping, Optional<Roll> roll) {
        this.adapter = adapter;
        engine = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC(), roll);
        engine.start();
        engine.attach(adapter, mapping);
    }

    String address(String scheme) {
        return adapter.addresses().stream()
                .filter(each -> each.getScheme().equals(scheme))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    /** A device that changes nothing by itself. */
    SampleSettings device(String endpoint) {
        return SampleSettings.DEFAULT.withEndpoint(endpoint).withPeriod(NEVER);
    }

    SampleDevice start(SampleSettings settings) {
        return started(new SampleDevice(settings, out()));
    }

    SampleDevice start(SampleSettings settings, Security account) {
        return started(new SampleDevice(settings, account, out()));
    }

    private SampleDevice started(SampleDevice device) {
        devices.add(device);
        device.start();
        return device;
    }

    private PrintStream out() {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    /** What the devices have printed. */
    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    boolean isThere(String device) {
        return cse.find(device + "/semantics").isPresent();
    }

    @Override
    public void close() {
        devices.forEach(SampleDevice::vanish);
        engine.close();
    }
}
