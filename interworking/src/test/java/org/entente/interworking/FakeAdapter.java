// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.interworking.DeviceModel.Action;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Module;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;

/** A lamp with a thermometer, in memory: the other side of the port that the engine drives. */
final class FakeAdapter implements Adapter {
    static final String LAMP = "lamp-1";

    final Map<String, Value> values = new ConcurrentHashMap<>(Map.of(
            "3303/0/5700", Value.of(20.5),
            "3303/0/5701", Value.of("Cel"),
            "3311/0/5850", Value.of(false),
            "3311/0/5851", Value.of(40),
            "3311/0/5706", Value.of("#102030"),
            "3/0/0", Value.of("Acme"),
            "3/0/1", Value.of("Glow"),
            "10250/0/1", Value.of("seven")));
    final Set<String> observed = ConcurrentHashMap.newKeySet();
    /** What it was asked to observe, whether it heard it or not. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final Map<String, Pace> paces = new ConcurrentHashMap<>();
    final List<String> invoked = new CopyOnWriteArrayList<>();
    final List<Map<String, Value>> written = new CopyOnWriteArrayList<>();
    volatile Outcome answer = Outcome.DONE;
    /** What happens between an answer of the device and its arrival. */
    volatile Runnable meanwhile = () -> {};
    /** What happens before it is read, and before it takes what is written. */
    volatile Runnable beforeRead = () -> {};

    volatile Runnable beforeWrite = () -> {};
    final AtomicInteger readings = new AtomicInteger();
    /** Nobody answers when the device is read. */
    volatile boolean away;

    volatile Optional<Devices> engine = Optional.empty();

    private final String standard;

    FakeAdapter() {
        this("lwm2m");
    }

    FakeAdapter(String standard) {
        this.standard = standard;
    }

    static DeviceModel lamp() {
        return new DeviceModel(
                LAMP,
                "client",
                new DeviceModel.Maker("Acme", "Glow", "0007", "1.0"),
                List.of(
                        new Module(
                                "3/0",
                                "3",
                                0,
                                "Device",
                                List.of(point("0", Kind.TEXT, false), point("1", Kind.TEXT, false)),
                                List.of(new Action("4", "Reboot"))),
                        new Module(
                                "3303/0",
                                "3303",
                                0,
                                "Temperature",
                                List.of(point("5700", Kind.REAL, false), point("5701", Kind.TEXT, false)),
                                List.of()),
                        new Module(
                                "3311/0",
                                "3311",
                                0,
                                "Light Control",
                                List.of(
                                        point("5850", Kind.TRUTH, true),
                                        point("5851", Kind.WHOLE, true),
                                        point("5706", Kind.TEXT, true)),
                                List.of()),
                        new Module("10250/0", "10250", 0, "Odd", List.of(point("1", Kind.TEXT, true)), List.of())));
    }

    private static Point point(String name, Kind kind, boolean writable) {
        return new Point(name, name, kind, "", Optional.empty(), true, writable, true);
    }

    Devices engine() {
        return engine.orElseThrow();
    }

    @Override
    public String standard() {
        return standard;
    }

    @Override
    public void start(Devices engine) {
        this.engine = Optional.of(engine);
    }

    @Override
    public Outcome read(String device, String path, Duration within) {
        readings.incrementAndGet();
        beforeRead.run();
        if (away) return new Outcome.Unreachable("no answer in time");
        var found = new HashMap<>(values);
        found.keySet().removeIf(each -> !each.startsWith(path + "/") && !each.equals(path));
        meanwhile.run();
        return new Outcome.Done(found);
    }

    @Override
    public Outcome write(String device, Map<String, Value> writes, Duration within) {
        beforeWrite.run();
        if (answer instanceof Outcome.Done) values.putAll(writes);
        written.add(writes);
        return answer;
    }

    @Override
    public Outcome invoke(String device, String path, Duration within) {
        invoked.add(path);
        return answer;
    }

    @Override
    public Outcome observe(String device, String path, Pace pace, Duration within) {
        asked.add(path);
        if (away) return new Outcome.Unreachable("no answer in time");
        paces.put(path, pace);
        observed.add(path);
        return Outcome.DONE;
    }

    @Override
    public Outcome unobserve(String device, String path, Duration within) {
        observed.remove(path);
        return Outcome.DONE;
    }

    @Override
    public void close() {}
}
