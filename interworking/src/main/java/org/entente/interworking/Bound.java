// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.interworking.Layout.Link;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.Presence;
import org.jspecify.annotations.Nullable;

/** A resource and the points behind it: what was last reported, and who wants to hear more. Safe for many threads. */
final class Bound {
    /** Of a part that nobody has described; no device has so many. */
    static final int MOST_VALUES = 1000;

    private final String address;
    /** Volatile: the lane puts another here when more is known of the device. */
    private volatile Layout.Place place;

    private final ReentrantLock lock = new ReentrantLock();
    // There are tens of thousands of these: what is mostly empty takes no room.
    private final Map<String, Value> reported = new LinkedHashMap<>(2);
    private final Map<String, Value> natives = new LinkedHashMap<>(2);
    private List<Map<String, Value>> inFlight = List.of();
    private Set<String> subscribers = Set.of();
    /** What is under way to the device. */
    private List<Order> underWay = List.of();
    /** The paths that the device has taken since it was asked. */
    private Set<String> commanded = Set.of();
    /** What it answered meanwhile to whoever asked; it counts if it does not take what is under way. */
    private Map<String, Value> overtaken = Map.of();

    private boolean untold;

    Bound(Layout.Place place, String address) {
        this.place = place;
        this.address = address;
    }

    String address() {
        return address;
    }

    boolean isAtOrBelow(Bound other) {
        return address.equals(other.address) || address.startsWith(other.address + "/");
    }

    Optional<Layout.Typed> typed() {
        return place instanceof Layout.Typed typed ? Optional.of(typed) : Optional.empty();
    }

    /** More is known of the device than before. */
    void renew(Layout.Place now) {
        lock.lock();
        try {
            place = now;
            // Whether its container still holds them nobody has looked.
            if (now instanceof Layout.Transparent) natives.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Its resource is there and says what is known: what it shares with those of like devices is kept once. */
    void settle(Shared shared) {
        lock.lock();
        try {
            place = shared.one(lean(place));
        } finally {
            lock.unlock();
        }
    }

    private Layout.Place lean(Layout.Place whole) {
        if (!(whole instanceof Layout.Typed typed)) return whole;
        var others = new LinkedHashMap<>(typed.values());
        others.keySet().removeAll(reported.keySet());
        return typed.with(Map.copyOf(others));
    }

    /** The resource was not there and is now, with these attributes; whoever had subscribed to it before has to again. */
    void made(Map<String, Value> attributes) {
        lock.lock();
        try {
            reported.clear();
            reported.putAll(attributes);
            subscribers = Set.of();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what this notifier tells is kept here. */
    boolean isTold(String notifier) {
        return place instanceof Layout.Chronicle chronicle
                && chronicle.notifier().path().equals(notifier);
    }

    /** Whether the device still has what is behind it. */
    boolean isOf(DeviceModel device) {
        return place.isOf(device);
    }

    /** What an UPDATE brings to the device. */
    record Order(Map<String, Value> writes, List<String> actions, Optional<Arguments> called) {}

    /** For an action that is called by them. */
    record Arguments(String path, Map<String, Value> values) {}

    List<String> writableAttributes() {
        return switch (place) {
            case Layout.Call _ -> List.of(Method.ARGUMENTS.shortName());
            case Layout.Typed _, Layout.Transparent _, Layout.Chronicle _ ->
                links().stream().filter(Link::writable).map(Link::attribute).toList();
        };
    }

    /** What nobody may change without the device, which includes what only the device can say. */
    List<String> governedAttributes() {
        return switch (place) {
            case Layout.Call _ -> List.of(Method.ARGUMENTS.shortName());
            case Layout.Typed typed -> typed.governed();
            case Layout.Transparent _, Layout.Chronicle _ -> List.of();
        };
    }

    /** Where to observe the device, and how often, so that this resource is fresh. */
    Map<String, Pace> observed() {
        return switch (place) {
            case Layout.Typed typed -> paces(typed);
            case Layout.Transparent transparent -> Map.of(transparent.part().path(), Pace.FREE);
            case Layout.Call _ -> Map.of();
            case Layout.Chronicle chronicle -> Map.of(chronicle.notifier().path(), Pace.FREE);
        };
    }

    private static Map<String, Pace> paces(Layout.Typed typed) {
        var paces = new LinkedHashMap<String, Pace>();
        for (var link : typed.links())
            if (link.observable())
                paces.merge(link.path(), link.rule().pace(), (one, other) -> one.isFree() ? other : one);
        return paces;
    }

    /** What the device answers from now on may be older than what it is commanded meanwhile. */
    void asking() {
        lock.lock();
        try {
            commanded = Set.of();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what the device has and gives the attributes that are news; values that do not fit go to {@code mistakes}.
     *
     * @param sampled the device reported by itself; else it was {@linkplain #asking asked}, and what it has already told
     *     is no news
     */
    Map<String, Value> news(Map<String, Value> values, boolean sampled, List<String> mistakes) {
        lock.lock();
        try {
            var news = new LinkedHashMap<String, Value>();
            for (var link : links()) {
                var value = values.get(link.path());
                if (value == null || (!sampled && isOvertaken(link.path(), value))) continue;
                // Of what nobody writes it is never asked again.
                if (link.writable()) natives.put(link.path(), value);
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

    /** Whether a command has come after a value, or may have. */
    private boolean isOvertaken(String path, Value value) {
        if (underWay.stream().noneMatch(order -> order.writes().containsKey(path))) return commanded.contains(path);
        var all = new HashMap<>(overtaken);
        all.put(path, value);
        overtaken = Map.copyOf(all);
        return true;
    }

    /** A sensor's equal sample is a sample; an actuator's equal state is the echo of what was written. */
    private boolean isNews(Link link, Value value, boolean sampled) {
        var row = typed().flatMap(each -> each.type().row(link.attribute()));
        if (row.filter(each -> each.update() != Presence.NP).isEmpty()) return false;
        var before = reported.get(link.attribute());
        return before == null || (sampled && !link.writable()) || !Fitting.same(before, value);
    }

    /** All values of a part without a type, if any of them changed or the last were not taken. */
    Optional<Value.Fields> transparentNews(Map<String, Value> values, List<String> mistakes) {
        if (!(place instanceof Layout.Transparent transparent)) return Optional.empty();
        lock.lock();
        try {
            var changed = untold;
            var room = true;
            for (var entry : values.entrySet()) {
                var name = transparent.name(entry.getKey());
                if (name.isEmpty()) continue;
                if (natives.size() >= MOST_VALUES && !natives.containsKey(name.get())) room = false;
                else changed |= !entry.getValue().equals(natives.put(name.get(), entry.getValue()));
            }
            if (!room) mistakes.add(address + " has more than " + MOST_VALUES + " values; the others are left out");
            untold = false;
            return changed && !natives.isEmpty() ? Optional.of(new Value.Fields(natives)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The CSE did not take what was told last. */
    void untold() {
        lock.lock();
        try {
            untold = true;
        } finally {
            lock.unlock();
        }
    }

    /** Remembers an UPDATE of our own while it is under way, so that its blocking notification is known for what it is. */
    void departs(Map<String, Value> report) {
        lock.lock();
        try {
            inFlight = Stream.concat(inFlight.stream(), Stream.of(report)).toList();
            reported.putAll(report);
        } finally {
            lock.unlock();
        }
    }

    void arrived(Map<String, Value> report) {
        lock.lock();
        try {
            var left = new ArrayList<>(inFlight);
            left.remove(report);
            inFlight = List.copyOf(left);
        } finally {
            lock.unlock();
        }
    }

    /** The CSE did not take it: it is news still. */
    void refused(Map<String, Value> report) {
        lock.lock();
        try {
            report.forEach(reported::remove);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an UPDATE says no more than one of ours that is under way. */
    boolean isOwn(Map<String, Value> update) {
        lock.lock();
        try {
            return inFlight.stream()
                    .anyMatch(report -> governedAttributes().stream()
                            .allMatch(name -> !update.containsKey(name) || isSame(report.get(name), update.get(name))));
        } finally {
            lock.unlock();
        }
    }

    /** @throws Refused if a value cannot be brought to the device */
    Order order(Map<String, Value> update) {
        if (place instanceof Layout.Call call) return new Order(Map.of(), List.of(), called(call, update));
        lock.lock();
        try {
            var writes = new LinkedHashMap<String, Value>();
            var actions = new ArrayList<String>();
            refuseWhatOnlyTheDeviceSays(update);
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

    /** Who writes back all that was read changes nothing. */
    private void refuseWhatOnlyTheDeviceSays(Map<String, Value> update) {
        for (var typed : typed().stream().toList())
            for (var name : typed.governed()) {
                var shown = reported.getOrDefault(name, typed.values().get(name));
                if (!update.containsKey(name) || typed.isWritable(name) || isSame(shown, update.get(name))) continue;
                var attribute = typed.type().row(name).orElseThrow().attribute().longName();
                throw Refused.notAllowed(
                        typed.isLinked(name)
                                ? attribute + " is what the device says; nobody can write it"
                                : "the device has no " + attribute);
            }
    }

    private static boolean isSame(@Nullable Value one, @Nullable Value other) {
        return one != null && other != null && Fitting.same(one, other);
    }

    private static Optional<Arguments> called(Layout.Call call, Map<String, Value> update) {
        return Optional.ofNullable(update.get(Method.ARGUMENTS.shortName()))
                .map(given -> new Arguments(call.path(), Method.arguments(given)));
    }

    /** An UPDATE is on its way to the device. */
    void taking(Order order) {
        lock.lock();
        try {
            underWay = Stream.concat(underWay.stream(), Stream.of(order)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The device has answered, or has not; what it took needs no report. */
    void taken(Order order, boolean done) {
        lock.lock();
        try {
            var left = new ArrayList<>(underWay);
            left.remove(order);
            underWay = List.copyOf(left);
            var paths = order.writes().keySet();
            if (done) {
                commanded = Stream.concat(commanded.stream(), paths.stream()).collect(Collectors.toUnmodifiableSet());
                natives.putAll(order.writes());
            } else
                overtaken.forEach((path, value) -> {
                    if (paths.contains(path)) natives.put(path, value);
                });
            var rest = new HashMap<>(overtaken);
            rest.keySet().removeAll(paths);
            overtaken = Map.copyOf(rest);
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
            if (!underWay.isEmpty()) return corrections;
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
            var all = new HashSet<>(subscribers);
            var _ = there ? all.add(name) : all.remove(name);
            subscribers = Set.copyOf(all);
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
        return typed().map(Layout.Typed::links).orElse(List.of());
    }
}
