// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.interworking.Layout.Link;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Presence;

/** A resource and the points behind it: what was last reported, and who wants to hear more. Safe for many threads. */
final class Bound {
    private final String address;
    private final Optional<Layout.Typed> typed;
    private final Optional<Layout.Transparent> transparent;
    private final Optional<Layout.Call> call;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Value> reported = new LinkedHashMap<>();
    private final Map<String, Value> natives = new LinkedHashMap<>();
    private final List<Map<String, Value>> inFlight = new ArrayList<>();
    private final Set<String> subscribers = new HashSet<>();
    private int taking;

    private Bound(
            String address,
            Optional<Layout.Typed> typed,
            Optional<Layout.Transparent> transparent,
            Optional<Layout.Call> call) {
        this.address = address;
        this.typed = typed;
        this.transparent = transparent;
        this.call = call;
    }

    static Bound to(Layout.Typed typed, String address) {
        return new Bound(address, Optional.of(typed), Optional.empty(), Optional.empty());
    }

    static Bound to(Layout.Transparent transparent, String address) {
        return new Bound(address, Optional.empty(), Optional.of(transparent), Optional.empty());
    }

    static Bound to(Layout.Call call, String address) {
        return new Bound(address, Optional.empty(), Optional.empty(), Optional.of(call));
    }

    String address() {
        return address;
    }

    Optional<Layout.Typed> typed() {
        return typed;
    }

    /** What an UPDATE brings to the device. */
    record Order(Map<String, Value> writes, List<String> actions, Optional<Arguments> called) {}

    /** For an action that is called by them. */
    record Arguments(String path, Map<String, Value> values) {}

    List<String> writableAttributes() {
        if (call.isPresent()) return List.of(Method.ARGUMENTS.shortName());
        return links().stream().filter(Link::writable).map(Link::attribute).toList();
    }

    /** Where to observe the device, and how often, so that this resource is fresh. */
    Map<String, Pace> observed() {
        var paces = new LinkedHashMap<String, Pace>();
        for (var link : links())
            if (link.observable())
                paces.merge(link.path(), link.rule().pace(), (one, other) -> one.isFree() ? other : one);
        transparent.ifPresent(part -> paces.put(part.part().path(), Pace.FREE));
        return paces;
    }

    /**
     * Takes what the device has and gives the attributes that are news; values that do not fit go to {@code mistakes}.
     *
     * @param sampled the device reported by itself; else it was asked, and what it has already told is no news
     */
    Map<String, Value> news(Map<String, Value> values, boolean sampled, List<String> mistakes) {
        lock.lock();
        try {
            var news = new LinkedHashMap<String, Value>();
            for (var link : links()) {
                var value = values.get(link.path());
                if (value == null) continue;
                natives.put(link.path(), value);
                try {
                    link.up(value)
                            .filter(up -> isNews(link, up, sampled))
                            .ifPresent(up -> news.put(link.attribute(), up));
                } catch (Refused lie) {
                    mistakes.add(lie.sentence());
                }
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** A sensor's equal sample is a sample; an actuator's equal state is the echo of what was written. */
    private boolean isNews(Link link, Value value, boolean sampled) {
        var row = typed.flatMap(each -> each.type().row(link.attribute()));
        if (row.filter(each -> each.update() != Presence.NP).isEmpty()) return false;
        var before = reported.get(link.attribute());
        return before == null || (sampled && !link.writable()) || !Fitting.same(before, value);
    }

    /** All values of a part without a type, if any of them changed. */
    Optional<Value.Fields> transparentNews(Map<String, Value> values) {
        if (transparent.isEmpty()) return Optional.empty();
        lock.lock();
        try {
            var changed = false;
            for (var entry : values.entrySet()) {
                var name = transparent.get().name(entry.getKey());
                if (name.isPresent()) changed |= !entry.getValue().equals(natives.put(name.get(), entry.getValue()));
            }
            return changed ? Optional.of(new Value.Fields(natives)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Remembers an UPDATE of our own while it is under way, so that its blocking notification is known for what it is. */
    void departs(Map<String, Value> report) {
        lock.lock();
        try {
            inFlight.add(report);
            reported.putAll(report);
        } finally {
            lock.unlock();
        }
    }

    void arrived(Map<String, Value> report) {
        lock.lock();
        try {
            inFlight.remove(report);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an UPDATE says no more than one of ours that is under way. */
    boolean isOwn(Map<String, Value> update) {
        lock.lock();
        try {
            return inFlight.stream()
                    .anyMatch(report -> links().stream().filter(Link::writable).allMatch(link -> {
                        var wanted = update.get(link.attribute());
                        if (wanted == null) return true;
                        var ours = report.get(link.attribute());
                        return ours != null && Fitting.same(ours, wanted);
                    }));
        } finally {
            lock.unlock();
        }
    }

    /** @throws Refused if a value cannot be brought to the device */
    Order order(Map<String, Value> update) {
        if (call.isPresent()) return new Order(Map.of(), List.of(), called(call.get(), update));
        lock.lock();
        try {
            var writes = new LinkedHashMap<String, Value>();
            var actions = new ArrayList<String>();
            for (var link : links()) {
                var wanted = update.get(link.attribute());
                if (wanted == null || !link.writable()) continue;
                if (wanted == Value.Deleted.DELETED)
                    throw Refused.notAllowed("the device cannot be without " + link.attribute());
                if (!link.isAction()) {
                    var before = Optional.ofNullable(writes.getOrDefault(link.path(), natives.get(link.path())));
                    var where = link.rule().attribute().longName();
                    writes.put(link.path(), link.rule().conversion().down(wanted, before, link.kind(), where));
                } else if (wanted instanceof Value.Bool(var start) && start) actions.add(link.path());
            }
            return new Order(writes, actions, Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Arguments> called(Layout.Call call, Map<String, Value> update) {
        return Optional.ofNullable(update.get(Method.ARGUMENTS.shortName()))
                .map(given -> new Arguments(call.path(), Method.arguments(given)));
    }

    /** An UPDATE is on its way to the device. */
    void taking() {
        lock.lock();
        try {
            taking++;
        } finally {
            lock.unlock();
        }
    }

    /** The device has answered; what it took needs no report. */
    void taken(Optional<Order> order) {
        lock.lock();
        try {
            taking--;
            order.ifPresent(each -> natives.putAll(each.writes()));
        } finally {
            lock.unlock();
        }
    }

    /** The resource holds these attributes now, whoever wrote them. */
    void committed(Map<String, Value> attributes) {
        lock.lock();
        try {
            for (var link : links())
                if (link.writable() && attributes.containsKey(link.attribute()))
                    reported.put(link.attribute(), attributes.get(link.attribute()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where the resource says something else than the device has: a report that was faster than the UPDATE it came
     * after, a value that the device rounds, an action that is ready for the next time.
     */
    Map<String, Value> corrections() {
        lock.lock();
        try {
            var corrections = new LinkedHashMap<String, Value>();
            // What is under way to the device will be committed and looked at again.
            if (taking > 0) return corrections;
            for (var link : links()) {
                var shown = reported.get(link.attribute());
                if (!link.writable() || shown == null) continue;
                var actual = link.isAction() ? Optional.of(Value.of(false)) : actual(link);
                actual.filter(value -> !Fitting.same(value, shown))
                        .ifPresent(value -> corrections.put(link.attribute(), value));
            }
            return corrections;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Value> actual(Link link) {
        try {
            return Optional.ofNullable(natives.get(link.path())).flatMap(link::up);
        } catch (Refused lie) {
            // It was complained of when the device reported it.
            return Optional.empty();
        }
    }

    /** @return whether somebody listens now and nobody did before, or the reverse */
    boolean subscribed(String name, boolean there) {
        lock.lock();
        try {
            var before = subscribers.isEmpty();
            var _ = there ? subscribers.add(name) : subscribers.remove(name);
            return before != subscribers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean hasSubscribers() {
        lock.lock();
        try {
            return !subscribers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    List<String> subscribers() {
        lock.lock();
        try {
            return subscribers.stream().sorted().toList();
        } finally {
            lock.unlock();
        }
    }

    private List<Link> links() {
        return typed.map(Layout.Typed::links).orElse(List.of());
    }
}
