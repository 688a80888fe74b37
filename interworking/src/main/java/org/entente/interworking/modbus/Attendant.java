// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.entente.interworking.Complaints;
import org.entente.interworking.Devices;
import org.entente.interworking.Fitting;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.Reports;
import org.entente.interworking.modbus.Installation.Station;
import org.entente.interworking.modbus.Line.Away;
import org.entente.interworking.modbus.Line.Declined;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * Looks after one device: a Modbus device says nothing by itself, so it is asked, often while somebody observes and now
 * and then to see whether it is there.
 */
final class Attendant implements Runnable {
    /** How many times less often a device is looked at while nobody observes it. */
    private static final int IDLE = 6;

    private final Station station;
    private final Installation installation;
    private final Wire wire;
    private final Devices engine;
    private final Map<String, Register> registers = new LinkedHashMap<>();
    private final Map<String, Pace> observed = new ConcurrentHashMap<>();
    private final Complaints complaints;
    private final Semaphore news = new Semaphore(0);

    /** Only the attendant's own thread touches these. */
    private final Reports reports = new Reports();

    private Optional<Boolean> there = Optional.empty();

    Attendant(Station station, Installation installation, Line line, Devices engine) {
        this.station = station;
        this.installation = installation;
        this.wire = new Wire(line, station.unit());
        this.engine = engine;
        this.complaints = new Complaints(engine, station.name());
        for (var part : station.parts())
            for (var register : installation.registers(part))
                registers.put(part.path() + "/" + register.name(), register);
    }

    @Override
    public void run() {
        try {
            while (true) {
                look();
                var every = observed.isEmpty() ? station.every().multipliedBy(IDLE) : station.every();
                if (news.tryAcquire(every.toNanos(), TimeUnit.NANOSECONDS)) news.drainPermits();
            }
        } catch (InterruptedException e) {
            // The hub stops.
            Thread.currentThread().interrupt();
        }
    }

    /** [TS-0040 §6.5.1] what somebody subscribes to is read, and the resource updated by what is read. */
    private void look() {
        var paths = observed.isEmpty() ? registers.keySet().stream().limit(1).toList() : watched();
        switch (ask(paths)) {
            case Outcome.Done(var values) -> answered(values);
            case Outcome.Denied(var error) -> {
                complain(paths.getFirst(), error);
                answered(Map.of());
            }
            case Outcome.Unreachable(var reason) -> silent(reason);
        }
    }

    private void answered(Map<String, Value> values) {
        if (!there.orElse(false)) engine.appeared(installation.model(station));
        there = Optional.of(true);
        report(values);
    }

    private void silent(String reason) {
        // A hub that stops says nothing about its devices.
        if (Thread.currentThread().isInterrupted()) return;
        if (there.orElse(true)) engine.lost(station.name(), reason);
        there = Optional.of(false);
    }

    private List<String> watched() {
        return observed.keySet().stream()
                .flatMap(path -> below(path).stream())
                .distinct()
                .toList();
    }

    private void report(Map<String, Value> values) {
        var fresh = new LinkedHashMap<String, Value>();
        long now = System.nanoTime();
        values.forEach((path, value) -> {
            var pace = pace(path);
            if (pace.flatMap(each -> reports.until(path, value, each, now))
                    .filter(Duration::isZero)
                    .isPresent()) {
                reports.told(path, value, now);
                fresh.put(path, value);
            }
        });
        if (!fresh.isEmpty()) engine.changed(station.name(), fresh);
    }

    private Optional<Pace> pace(String path) {
        return Optional.ofNullable(observed.get(path))
                .or(() -> Optional.ofNullable(observed.get(path.substring(0, path.lastIndexOf('/')))));
    }

    private void complain(String path, String error) {
        complaints.once(path + " cannot be read: " + error);
    }

    /** The registers of a part, or the one that is named. */
    private List<String> below(String path) {
        return registers.keySet().stream()
                .filter(each -> each.equals(path) || each.startsWith(path + "/"))
                .toList();
    }

    private Map<String, Value> read(List<String> paths) throws Declined, Away {
        var wanted = new LinkedHashMap<Register, String>();
        for (var path : paths) wanted.put(register(path), path);
        var values = new LinkedHashMap<String, Value>();
        wire.read(List.copyOf(wanted.keySet()))
                .forEach((register, value) -> values.put(wanted.getOrDefault(register, ""), value));
        return values;
    }

    Outcome read(String path) {
        return ask(below(path));
    }

    /** A register that the device lacks must not hide the others. */
    private Outcome ask(List<String> paths) {
        var outcome = outcome(() -> new Outcome.Done(read(paths)));
        return outcome instanceof Outcome.Denied && paths.size() > 1 ? oneByOne(paths) : outcome;
    }

    private Outcome oneByOne(List<String> paths) {
        var values = new LinkedHashMap<String, Value>();
        for (var path : paths) {
            switch (ask(List.of(path))) {
                case Outcome.Done(var found) -> values.putAll(found);
                case Outcome.Denied(var error) -> complain(path, error);
                case Outcome.Unreachable away -> {
                    return away;
                }
            }
        }
        return new Outcome.Done(values);
    }

    Outcome write(Map<String, Value> values) {
        var outcome = outcome(() -> {
            for (var entry : values.entrySet())
                refuseOutside(register(entry.getKey()), entry.getValue(), entry.getKey());
            for (var entry : values.entrySet()) wire.write(register(entry.getKey()), entry.getValue(), entry.getKey());
            return Outcome.DONE;
        });
        news.release();
        return outcome;
    }

    /** Something that needs the device. */
    private interface Work {
        Outcome done() throws Declined, Away;
    }

    private static Outcome outcome(Work work) {
        try {
            return work.done();
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        } catch (Declined declined) {
            return new Outcome.Denied(String.valueOf(declined.getMessage()));
        } catch (Away away) {
            return new Outcome.Unreachable(String.valueOf(away.getMessage()));
        }
    }

    private static void refuseOutside(Register register, Value value, String where) {
        if (!register.writable()) throw Refused.notAllowed(where + " can only be read");
        if (register.range().isEmpty()) return;
        var range = register.range().get();
        double number = Fitting.number(value, where);
        if (number < range.least() || number > range.greatest())
            throw Refused.badRequest(where + " takes " + range.least() + " to " + range.greatest() + ", not " + number);
    }

    private Register register(String path) {
        var register = registers.get(path);
        if (register == null) throw Refused.notFound("the device has no " + path);
        return register;
    }

    void observe(String path, Pace pace) {
        observed.put(path, pace);
        news.release();
    }

    void unobserve(String path) {
        observed.remove(path);
    }
}
