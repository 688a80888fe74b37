// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.entente.interworking.Adapter;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.model.Value;

/** Modbus devices as the engine sees them. TS-0040. Safe for many threads. */
public final class ModbusAdapter implements Adapter {
    private final Installation installation;
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Line.Address, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Attendant> attendants = new ConcurrentHashMap<>();

    /** @param patience how long a device has to answer one request */
    public ModbusAdapter(Installation installation, Duration patience) {
        this.installation = installation;
        this.patience = patience;
    }

    @Override
    public String standard() {
        return "modbus";
    }

    @Override
    public void start(Devices engine) {
        for (var station : installation.stations()) {
            var address = new Line.Address(station.host(), station.port(), station.framing());
            var line = lines.computeIfAbsent(address, each -> new Line(each, patience));
            var attendant = new Attendant(station, installation, line, engine);
            attendants.put(station.name(), attendant);
            threads.execute(attendant);
        }
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        return with(device, attendant -> attendant.read(path));
    }

    @Override
    public Outcome write(String device, Map<String, Value> values, Duration within) {
        return with(device, attendant -> attendant.write(values));
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        return new Outcome.Denied("a Modbus device has no actions; " + path + " is none");
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        return with(device, attendant -> {
            attendant.observe(path, pace);
            return Outcome.DONE;
        });
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        return with(device, attendant -> {
            attendant.unobserve(path);
            return Outcome.DONE;
        });
    }

    private Outcome with(String device, Function<Attendant, Outcome> work) {
        return Optional.ofNullable(attendants.get(device))
                .map(work)
                .orElseGet(() -> new Outcome.Unreachable("there is no device " + device));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        lines.values().forEach(Line::close);
    }
}
