// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.entente.interworking.Complaints;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.Reports;
import org.entente.model.Refused;
import org.entente.model.Value;

/** Keeps up the talk with one thing: what it said last, whether it is there, what it was told. Safe for many threads. */
final class Correspondent {
    private static final Duration ASKING = Duration.ofSeconds(10);

    private final Thing thing;
    private final Connection connection;
    private final Devices engine;
    private final Executor threads;
    private final Predicate<String> welcome;
    private final Complaints complaints;
    private final Map<String, Datum> data = new HashMap<>();
    private final Map<String, Pace> observed = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Reading reading;
    private final Reports reports = new Reports();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private boolean everThere;
    private boolean there;
    private boolean saysOffline;

    /** @param welcome asked whenever the thing knocks, until it is let in */
    Correspondent(Thing thing, Connection connection, Devices engine, Executor threads, Predicate<String> welcome) {
        this.thing = thing;
        this.connection = connection;
        this.engine = engine;
        this.threads = threads;
        this.welcome = welcome;
        this.complaints = new Complaints(engine, thing.name());
        this.reading = new Reading(thing);
        values.putAll(thing.known());
        for (var part : thing.parts()) for (var datum : part.data()) data.put(part.path() + "/" + datum.name(), datum);
    }

    Thing thing() {
        return thing;
    }

    Set<String> topics() {
        var topics = new HashSet<>(reading.topics());
        thing.availability().ifPresent(its -> topics.add(its.topic()));
        return topics;
    }

    void heard(Message message) {
        lock.lock();
        try {
            var availability = thing.availability().filter(its -> its.topic().equals(message.topic()));
            if (availability.isPresent()) said(availability.get(), message);
            else read(message);
        } finally {
            lock.unlock();
        }
    }

    private void said(Thing.Availability availability, Message message) {
        if (message.payload().length > Reading.LARGEST) return;
        var online = availability.read(message.payload());
        if (online.isEmpty()) return;
        saysOffline = !online.get();
        if (online.get()) appear();
        else disappear("the thing is offline");
    }

    /** Who speaks is there, even if it makes no sense; of who is not, nobody could be told so. */
    private void read(Message message) {
        var lies = new ArrayList<String>();
        var news = reading.values(message, lies::add);
        if (!news.isEmpty() || !lies.isEmpty()) take(news, message.retained());
        if (there) lies.forEach(complaints::once);
    }

    private void take(Map<String, Value> news, boolean retained) {
        boolean isMore = !values.keySet().containsAll(news.keySet());
        values.putAll(news);
        // What the broker kept from before says nothing about a command of now.
        if (!retained) for (var each : List.copyOf(expectations)) each.hear(news);
        if (!there && !saysOffline) appear();
        else if (there && isMore) engine.appeared(model());
        else report(news.keySet());
    }

    /** The thing is known to be there, whoever says it. */
    void present() {
        lock.lock();
        try {
            if (!saysOffline) appear();
        } finally {
            lock.unlock();
        }
    }

    /** The way to the thing is there again. */
    void back() {
        lock.lock();
        try {
            if (everThere && !saysOffline) appear();
        } finally {
            lock.unlock();
        }
    }

    void absent(String reason) {
        lock.lock();
        try {
            disappear(reason);
        } finally {
            lock.unlock();
        }
    }

    private void appear() {
        if (there || !welcome.test(thing.name())) return;
        there = true;
        everThere = true;
        engine.appeared(model());
        thing.ask()
                .ifPresent(question -> threads.execute(() ->
                        connection.publish(question.topic(), question.payload().getBytes(UTF_8), ASKING)));
    }

    private void disappear(String reason) {
        if (!there) return;
        there = false;
        observed.clear();
        for (var each : List.copyOf(expectations)) each.gone(reason);
        engine.lost(thing.name(), reason);
    }

    private DeviceModel model() {
        var modules = new ArrayList<>(thing.modules());
        if (!reading.undescribed().isEmpty()) modules.add(rest());
        return new DeviceModel(thing.name(), thing.kind(), thing.maker(), modules);
    }

    private DeviceModel.Module rest() {
        var points = reading.undescribed().stream()
                .map(name -> new DeviceModel.Point(
                        name, name, DeviceModel.Kind.STRUCTURE, "", Optional.empty(), true, false, true))
                .toList();
        var kind = Reading.REST.substring(0, Reading.REST.indexOf('/'));
        return new DeviceModel.Module(Reading.REST, kind, 0, "what nobody has described", points, List.of());
    }

    /** A thing speaks by itself; what it says is kept to the pace here. */
    private void report(Set<String> paths) {
        var fresh = new LinkedHashMap<String, Value>();
        long now = System.nanoTime();
        for (var path : paths) {
            var value = values.get(path);
            if (value == null) continue;
            var until = until(path, value, now);
            if (until.filter(Duration::isZero).isPresent()) {
                reports.told(path, value, now);
                fresh.put(path, value);
            } else until.ifPresent(wait -> reportLater(path, wait));
        }
        if (!fresh.isEmpty()) engine.changed(thing.name(), fresh);
    }

    private Optional<Duration> until(String path, Value value, long now) {
        var pace = Optional.ofNullable(observed.get(path))
                .or(() -> Optional.ofNullable(observed.get(path.substring(0, path.lastIndexOf('/')))));
        // An equal sample is one too, for whoever observes.
        if (pace.filter(Pace::isFree).isPresent()) return Optional.of(Duration.ZERO);
        return reports.until(path, value, pace.orElse(Pace.FREE), now);
    }

    /** Nobody else would bring the last value of a burst. */
    private void reportLater(String path, Duration wait) {
        if (!held.add(path)) return;
        threads.execute(() -> {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            lock.lock();
            try {
                held.remove(path);
                report(Set.of(path));
            } finally {
                lock.unlock();
            }
        });
    }

    /** What it said last: nobody can ask a thing that speaks MQTT. */
    Outcome read(String path) {
        lock.lock();
        try {
            var found = new LinkedHashMap<String, Value>();
            values.forEach((each, value) -> {
                if (each.equals(path) || each.startsWith(path + "/")) found.put(each, value);
            });
            return new Outcome.Done(found);
        } finally {
            lock.unlock();
        }
    }

    void observe(String path, Pace pace) {
        observed.put(path, pace);
    }

    void unobserve(String path) {
        observed.remove(path);
    }

    /** What an error of its gateway says about a command that is under way. */
    void refused(String error) {
        lock.lock();
        try {
            for (var each : List.copyOf(expectations)) each.refused(error);
        } finally {
            lock.unlock();
        }
    }

    Outcome write(Map<String, Value> orders, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        var commands = new LinkedHashMap<Command, Value>();
        var wanted = new LinkedHashMap<String, Value>();
        try {
            orders.forEach((path, value) -> order(path, value, commands, wanted));
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        }
        var expectation = expect(wanted);
        try {
            for (var message : Command.messages(commands).entrySet()) {
                var sent = connection.publish(
                        message.getKey(),
                        message.getValue(),
                        Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                if (!(sent instanceof Outcome.Done)) return sent;
            }
            return expectation.outcome().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return verdict(expectation);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("the hub stops");
        } finally {
            forget(expectation);
        }
    }

    private void order(String path, Value value, Map<Command, Value> commands, Map<String, Value> wanted) {
        var datum = Optional.ofNullable(data.get(path)).orElseThrow(() -> Refused.notFound("there is no " + path));
        var command = datum.command().orElseThrow(() -> Refused.notAllowed(path + " can only be read"));
        var raw = datum.written(value, path);
        commands.put(command, raw);
        if (datum.heard().isPresent()) wanted.put(path, datum.form().up(raw, path));
    }

    private Expectation expect(Map<String, Value> wanted) {
        lock.lock();
        try {
            var expectation = new Expectation(wanted, values);
            expectations.add(expectation);
            return expectation;
        } finally {
            lock.unlock();
        }
    }

    private Outcome verdict(Expectation expectation) {
        lock.lock();
        try {
            return expectation.verdict();
        } finally {
            lock.unlock();
        }
    }

    private void forget(Expectation expectation) {
        lock.lock();
        try {
            expectations.remove(expectation);
        } finally {
            lock.unlock();
        }
    }
}
