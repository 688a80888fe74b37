// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.entente.interworking.Complaints;
import org.entente.interworking.Devices;
import org.entente.interworking.Mapping;
import org.entente.interworking.Outcome;
import org.entente.interworking.Pace;
import org.entente.interworking.ocf.Stations.Place;
import org.entente.interworking.ocf.Stations.Station;
import org.entente.model.Refused;
import org.entente.model.Value;

/** Looks after one device: finds out what it has, hears it, and notices when it goes and comes. */
final class Attendant implements Runnable, AutoCloseable {
    private final String name;
    private final Duration every;
    private final Wire wire;
    private final Mapping mapping;
    private final Devices engine;
    private final Duration patience;
    private final Complaints complaints;
    private final Semaphore news = new Semaphore(0);
    private final Watch watch;

    /** Volatile: the attendant's own thread writes it, those that ask read it; empty while the device is away. */
    private volatile Optional<Found> found = Optional.empty();

    /** Volatile likewise: a device that is away may be found elsewhere. */
    private volatile Place place;
    /** Volatile likewise: somebody got no answer. */
    private volatile boolean doubted;

    /** Only the attendant's own thread touches these. */
    private long nextLook = System.nanoTime();

    private boolean saidAway;

    Attendant(Station station, Place place, Wire wire, Mapping mapping, Devices engine, Duration patience) {
        this.name = station.name();
        this.every = station.every();
        this.place = place;
        this.wire = wire;
        this.mapping = mapping;
        this.engine = engine;
        this.patience = patience;
        this.complaints = new Complaints(engine, name);
        this.watch = new Watch(wire, complaints, news::release);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (doubted || nextLook - System.nanoTime() <= 0) look();
                found.ifPresent(this::tell);
                if (news.tryAcquire(pause().toNanos(), TimeUnit.NANOSECONDS)) news.drainPermits();
            }
        } catch (InterruptedException e) {
            // The hub stops.
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        long now = System.nanoTime();
        var untilLook = Duration.ofNanos(Math.max(0, nextLook - now));
        return watch.next(now).filter(each -> each.compareTo(untilLook) < 0).orElse(untilLook);
    }

    private void tell(Found device) {
        watch.align(device.resources());
        watch.hear(device.resources());
        listen(watch.begun());
        var due = watch.due(System.nanoTime());
        if (device.resources().values().stream().anyMatch(Resource::isOutdated)) survey(device.home());
        else if (!due.isEmpty()) engine.changed(name, due);
    }

    private void look() {
        doubted = false;
        var known = found;
        if (known.isEmpty()) survey();
        else look(known.get());
        nextLook = System.nanoTime() + every.toNanos();
    }

    private void survey() {
        var here = place;
        try {
            var address = new InetSocketAddress(InetAddress.getByName(here.host()), here.port());
            var home = new Spot(address, here.secure(), Survey.RES, Optional.empty());
            if (wire.isSecure() && !here.secure()) enter(home);
            else survey(home);
        } catch (UnknownHostException e) {
            away("nobody knows where " + here.host() + " is");
        }
    }

    /** Who has a credential is asked by DTLS for everything but the port. */
    private void enter(Spot open) {
        switch (wire.get(open, patience)) {
            case Answer.Silent(var reason) -> away(reason);
            case Answer.Declined(var error) -> away(Survey.RES + ": " + error);
            case Answer.Content(var listing) ->
                Survey.entrance(open, listing)
                        .ifPresentOrElse(this::survey, () -> away("it has no coaps endpoint at " + open.address()));
        }
    }

    private void survey(Spot home) {
        switch (new Survey(name, home, wire, mapping, patience).run()) {
            case Survey.Result.Away(var reason) -> away(reason);
            case Survey.Result.Seen(var device) -> {
                watch.forget();
                found = Optional.of(device);
                saidAway = false;
                engine.appeared(device.model());
                device.mistakes().forEach(complaints::once);
            }
        }
    }

    /** Asks for the list, which tells whether the device is there and still the same, and for what says nothing itself. */
    private void look(Found device) {
        switch (wire.get(device.home(), patience)) {
            case Answer.Silent(var reason) -> away(reason);
            case Answer.Declined(var error) -> complaints.once(Survey.RES + " cannot be read: " + error);
            case Answer.Content(var listing) when !listing.equals(device.listing()) -> survey(device.home());
            case Answer.Content _ -> {
                engine.seen(name);
                listen(watch.mute(device.resources()));
            }
        }
    }

    private void listen(List<Resource> resources) {
        var told = Batch.read(wire, resources, patience);
        for (var resource : resources) watch.hear(resource, answer(resource, told, patience));
    }

    /** What a collection has told of it already, or else what it says itself. */
    private Answer answer(Resource resource, Map<String, Value.Fields> told, Duration within) {
        return Optional.ofNullable(told.get(resource.link().href()))
                .<Answer>map(Answer.Content::new)
                .orElseGet(() -> wire.get(resource.reading(), within));
    }

    /** It was found there; as long as it answers where it was, it stays. */
    void at(Place other) {
        if (found.isPresent() || place.equals(other)) return;
        place = other;
        lookSoon();
    }

    /** Whether this is the device of that identifier, or the one that listens there. */
    boolean is(String di, InetSocketAddress address) {
        return found.filter(device ->
                        device.di().equals(di) || device.home().address().equals(address))
                .isPresent();
    }

    private void away(String reason) {
        // A hub that stops says nothing about its devices.
        if (Thread.currentThread().isInterrupted()) return;
        found = Optional.empty();
        watch.forget();
        if (!saidAway) engine.lost(name, reason);
        saidAway = true;
    }

    Outcome read(String path, Duration within) {
        return read(path, Map.of(), within);
    }

    Map<String, Outcome> readAll(List<String> paths, Duration within) {
        var parts = paths.stream().map(Attendant::part).collect(Collectors.toSet());
        var wanted = new HashMap<>(found.map(Found::resources).orElse(Map.of()));
        wanted.keySet().retainAll(parts);
        var told = Batch.read(wire, wanted.values(), within);
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var path : paths) outcomes.put(path, read(path, told, within));
        return outcomes;
    }

    private Outcome read(String path, Map<String, Value.Fields> told, Duration within) {
        return with(
                path,
                resource -> answer(resource, told, within).outcome(value -> {
                    var values = resource.heard(value);
                    if (!path.equals(resource.path())) values.keySet().retainAll(Set.of(path));
                    return values;
                }));
    }

    /** One update for each resource: OCF has none for several that is all or nothing. */
    Outcome write(Map<String, Value> values, Duration within) {
        var parts = new LinkedHashMap<String, Map<String, Value>>();
        values.forEach((path, value) ->
                parts.computeIfAbsent(part(path), part -> new LinkedHashMap<>()).put(path, value));
        Outcome outcome = Outcome.DONE;
        for (var each : parts.entrySet()) {
            outcome = with(each.getKey(), resource -> post(resource, resource.update(each.getValue()), within));
            if (!(outcome instanceof Outcome.Done)) break;
        }
        return outcome;
    }

    Outcome invoke(String path, Duration within) {
        var name = path.substring(path.indexOf('/') + 1);
        return with(path, resource -> post(resource, Value.field(name, Value.of(true)), within));
    }

    private Outcome post(Resource resource, Value.Fields properties, Duration within) {
        var outcome = wire.post(resource.writing(), properties, within).outcome(value -> Map.of());
        if (outcome instanceof Outcome.Unreachable) lookSoon();
        return outcome;
    }

    private void lookSoon() {
        doubted = true;
        news.release();
    }

    /** Something that needs a resource. */
    private interface Work {
        Outcome done(Resource resource);
    }

    private Outcome with(String path, Work work) {
        return found.map(device -> Optional.ofNullable(device.resources().get(part(path)))
                        .map(resource -> outcome(resource, work))
                        .orElseGet(() -> new Outcome.Denied("the device has no " + path)))
                .orElseGet(() -> new Outcome.Unreachable("it is away"));
    }

    private static Outcome outcome(Resource resource, Work work) {
        try {
            return work.done(resource);
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        }
    }

    private static String part(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    Outcome observe(String path, Pace pace) {
        return with(path, _ -> {
            watch.add(path, pace);
            return Outcome.DONE;
        });
    }

    Outcome unobserve(String path) {
        watch.remove(path);
        return Outcome.DONE;
    }

    @Override
    public void close() {
        wire.close();
    }
}
