// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.entente.interworking.Agenda.Errand;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device and its resources. What the device reports goes through its lane, in order; an UPDATE from above comes on its
 * own thread and never waits for the lane, or the two would wait for each other.
 */
final class Twin {
    private static final Logger LOG = LoggerFactory.getLogger(Twin.class);
    private static final int MISTAKES_AT_ONCE = 20;
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final String device;
    private final Adapter adapter;
    private final Home home;
    private final Lane lane;
    private final Agenda agenda;
    private final InterworkingSettings settings;

    /** Volatile: the lane writes it, notification threads read it. */
    private volatile List<Bound> bounds = List.of();
    /** Volatile: adapter threads write it, notification threads read it; the reason while the device is away. */
    private volatile Optional<String> absence = Optional.empty();
    /** Volatile: set when a part could not be read, so that the next sign of life tries again. */
    private volatile boolean incomplete = true;
    /** Volatile: set when something could not be observed, likewise. */
    private volatile boolean unobserved;
    /** Volatile: adapter threads write it. */
    private volatile boolean sleeping;
    /** Volatile likewise: it should listen, and does not answer. */
    private volatile boolean silent;
    /** Volatile likewise: its last sign of life. */
    private volatile Instant heard;

    private final ReentrantLock lock = new ReentrantLock();
    private Set<String> mistakes = new LinkedHashSet<>();
    private final Newest newest = new Newest();
    private final Happenings happenings = new Happenings();
    private Optional<DeviceModel> model = Optional.empty();
    private Optional<DeviceModel> altered = Optional.empty();

    /** How often its parts were read in vain since it appeared; volatile, since adapter threads begin anew. */
    private volatile int attempts;

    /** Only the lane touches these: what the device was asked to observe, and whether it has heard that since it came. */
    private final Map<String, Boolean> asked = new HashMap<>(2);

    private final Allowance allowance = new Allowance(System.nanoTime());
    private boolean floods;

    Twin(String device, Adapter adapter, Home home, Lane lane, InterworkingSettings settings) {
        this.device = device;
        this.adapter = adapter;
        this.home = home;
        this.lane = lane;
        this.agenda = new Agenda(lane, this::attend);
        this.settings = settings;
        this.heard = home.now();
    }

    /** What it has no longer goes when the rest is there. */
    void altered(DeviceModel seen) {
        guarded(() -> altered = Optional.of(seen));
        appeared(seen);
    }

    void appeared(DeviceModel seen) {
        var lean = seen.with(home.shared());
        guarded(() -> model = Optional.of(lean));
        absence = Optional.empty();
        sleeping = false;
        silent = false;
        heard = home.now();
        attempts = 0;
        agenda.add(Errand.EMBODY);
    }

    private void attend(Errand errand) {
        switch (errand) {
            case EMBODY -> {
                keepPace();
                embody();
            }
            case HEAL -> heal();
            case OBSERVE -> observe();
            case PRESENT -> present();
            case LOSE -> lose();
        }
    }

    void seen() {
        var wasAway = !isReachable();
        heard = home.now();
        absence = Optional.empty();
        sleeping = false;
        // What it said meanwhile is lost, and whom it did not reach it tells nothing any more. [RFC 7641 §4.5]
        if (silent) incomplete = true;
        silent = false;
        if (incomplete) agenda.add(Errand.HEAL);
        else if (unobserved) agenda.add(Errand.OBSERVE);
        if (wasAway) agenda.add(Errand.PRESENT);
    }

    /** It keeps what it was asked to observe, and what it is to be told waits until it listens. TS-0001 §9.6.5. */
    void asleep() {
        sleeping = true;
        agenda.add(Errand.PRESENT);
    }

    /** It is told what it is to be told all the same: who answers is back at once. */
    void silent() {
        if (silent) return;
        silent = true;
        agenda.add(Errand.PRESENT);
    }

    private boolean isReachable() {
        return absence.isEmpty() && !sleeping && !silent;
    }

    /** What holds when it is told, not what held when that was noted: a device may wake and sleep faster than that. */
    private void present() {
        if (!bounds.isEmpty()) home.present(device, isReachable(), silent ? heard : home.now());
    }

    void lost(String reason) {
        absence = Optional.of(reason);
        agenda.add(Errand.LOSE);
    }

    private void lose() {
        forgetsObservers();
        // Who was silent before was shown as away then.
        if (!silent) present();
    }

    /** A device that is gone, or is another, does not know any more what it was asked to observe. */
    private void forgetsObservers() {
        asked.replaceAll((path, heard) -> false);
    }

    void changed(Map<String, Value> values) {
        heard = home.now();
        if (newest.add(values)) lane.submit(this::report);
    }

    /** Each is kept, in order, unless there are more than can be. */
    void happened(String notifier, Value.Fields event) {
        if (happenings.add(notifier, event)) lane.submit(this::record);
    }

    void misbehaved(String sentence) {
        var first = new boolean[1];
        guarded(() -> {
            first[0] = mistakes.isEmpty();
            if (mistakes.size() < MISTAKES_AT_ONCE) mistakes.add(sentence);
        });
        if (first[0]) lane.submit(this::complain);
    }

    /** Who subscribes to a resource of this device has changed. */
    void subscribed(Bound bound, String name, boolean there) {
        boolean matters = bound.subscribed(name, there);
        lane.submit(() -> remember(bound));
        if (matters) agenda.add(Errand.OBSERVE);
    }

    private void remember(Bound bound) {
        try {
            home.remember(bound);
        } catch (Refused refused) {
            refused(bound, refused);
        }
    }

    /**
     * Carries an UPDATE to the device and waits for its answer.
     *
     * @param left for how long the UPDATE may wait for a device that sleeps
     */
    Outcome take(Bound bound, Map<String, Value> update, Duration left) {
        if (bound.isOwn(update)) return Outcome.DONE;
        if (absence.isPresent()) return new Outcome.Unreachable(absence.get());
        // What no device could take is refused before anybody waits.
        var _ = bound.order(update);
        var awake = adapter.awake(device, left);
        if (!(awake instanceof Outcome.Done)) return awake;
        // Of a part of a value the rest is what the device has now.
        var order = bound.order(update);
        var done = false;
        bound.taking(order);
        try {
            var outcome = carry(bound, order);
            done = outcome instanceof Outcome.Done;
            if (done) heard = home.now();
            return outcome;
        } finally {
            bound.taken(order, done);
            if (!done) lane.submit(() -> correct(bound));
        }
    }

    private Outcome carry(Bound bound, Bound.Order order) {
        if (order.called().isPresent()) return call(bound, order.called().get());
        for (var action : order.actions()) {
            var outcome = adapter.invoke(device, action, settings.deviceTimeout());
            if (!(outcome instanceof Outcome.Done)) return outcome;
        }
        return order.writes().isEmpty()
                ? Outcome.DONE
                : adapter.write(device, order.writes(), settings.deviceTimeout());
    }

    /** What it gives is there before the UPDATE is answered; it was done, whether that can be told or not. */
    private Outcome call(Bound bound, Bound.Arguments called) {
        var outcome = adapter.call(device, called.path(), called.values(), settings.deviceTimeout());
        if (outcome instanceof Outcome.Done(var results))
            try {
                home.append(bound.address() + "/" + Method.RESULTS, new Value.Fields(results));
            } catch (Refused refused) {
                refused(bound, refused);
            }
        return outcome;
    }

    /** A resource of this device was updated, by whomever; what it says now must be what the device has. */
    void committed(Bound bound, Map<String, Value> attributes) {
        bound.committed(attributes);
        lane.submit(() -> correct(bound));
    }

    private void correct(Bound bound) {
        var corrections = bound.corrections();
        if (!corrections.isEmpty()) tell(bound, corrections);
    }

    /** The same one as ever for an address: what is still under way for it must not be taken for somebody else's. */
    Bound bound(Layout.Place place, String address) {
        for (var bound : bounds)
            if (bound.address().equals(address)) {
                bound.renew(place);
                return bound;
            }
        return new Bound(place, address);
    }

    /** Several signs of life may have asked for it. */
    private void heal() {
        if (incomplete) embody();
    }

    private void embody() {
        var seen = guarded(() -> model);
        if (seen.isEmpty()) return;
        var values = new LinkedHashMap<String, Value>();
        bounds.forEach(Bound::asking);
        incomplete = !read(seen.get(), values);
        if (incomplete) tryAgain();
        // Nobody answered at all: what is known of the device stays until the next sign of life.
        if (incomplete && values.isEmpty() && !bounds.isEmpty()) return;
        var layout = Layout.of(seen.get(), home.mapping(), values);
        var before = bounds;
        try {
            bounds = home.furnish(seen.get(), layout, this);
        } catch (Refused refused) {
            incomplete = true;
            LOG.warn("device={} has no resources yet: {} {}", device, refused.code(), refused.sentence());
            return;
        }
        layout.mistakes().forEach(this::misbehaved);
        if (guarded(() -> altered).equals(seen)) drop(before, seen.get());
        forgetsObservers();
        apply(values, false);
        bounds.forEach(bound -> bound.settle(home.shared()));
        observe();
        // It may have fallen silent or asleep since it appeared, and what was made says otherwise.
        if (!isReachable()) present();
        LOG.info("device={} standard={} resources={}", device, adapter.standard(), bounds.size());
    }

    private void drop(List<Bound> before, DeviceModel seen) {
        guarded(() -> altered = Optional.empty());
        for (var bound : before) {
            if (bound.isOf(seen) || bounds.stream().anyMatch(each -> each.isAtOrBelow(bound))) continue;
            try {
                home.remove(bound);
            } catch (Refused refused) {
                LOG.warn("resource={} of what is gone stays: {}", bound.address(), refused.sentence());
            }
        }
    }

    /** A device that was overrun by others or its network may answer a little later, long before it speaks by itself. */
    private void tryAgain() {
        int attempt = attempts;
        attempts = attempt + 1;
        if (attempt >= ATTEMPTS || !isReachable()) return;
        var pause = FIRST_PAUSE.multipliedBy(1L << attempt);
        lane.beside(() -> {
            if (home.tree().rest(pause)) agenda.add(Errand.HEAL);
        });
    }

    /** @return whether every part answered */
    private boolean read(DeviceModel seen, Map<String, Value> values) {
        var whole = true;
        var answers = adapter.readAll(device, seen.paths().toList(), settings.deviceTimeout());
        for (var answer : answers.entrySet()) {
            var path = answer.getKey();
            switch (answer.getValue()) {
                case Outcome.Done(var found) -> {
                    heard = home.now();
                    values.putAll(found);
                }
                case Outcome.Denied(var error) -> misbehaved("part " + path + " cannot be read: " + error);
                case Outcome.Unreachable(var reason) -> {
                    whole = false;
                    LOG.debug("device={} part={} not read: {}", device, path, reason);
                }
            }
        }
        return whole;
    }

    /** Its own lane waits, nobody else's; what it says meanwhile takes the place of what it has said. */
    private void keepPace() {
        var pause = allowance.take(System.nanoTime());
        if (pause.isZero()) {
            if (allowance.isRestored()) floods = false;
            return;
        }
        if (!floods) {
            floods = true;
            misbehaved(
                    "reports more than " + Allowance.PER_SECOND + " times a second; of each value the newest is kept");
        }
        var _ = home.tree().rest(pause);
    }

    private void report() {
        keepPace();
        var taken = newest.take();
        if (taken.cut()) misbehaved("reports more than " + Newest.MOST + " values at once; the others are left out");
        apply(taken.values(), true);
    }

    private void record() {
        var taken = happenings.take();
        for (var each : taken.all()) {
            keepPace();
            for (var bound : bounds) if (bound.isTold(each.notifier())) tell(bound, each.event());
        }
        if (taken.missed() > 0)
            misbehaved("tells faster what happens than it can be kept: " + taken.missed() + " events are left out");
        if (!taken.last()) lane.submit(this::record);
    }

    private void apply(Map<String, Value> values, boolean sampled) {
        var lies = new ArrayList<String>();
        for (var bound : bounds) {
            var news = bound.news(values, sampled, lies);
            if (!news.isEmpty()) tell(bound, news);
            bound.transparentNews(values, lies).ifPresent(all -> tell(bound, all));
        }
        lies.forEach(this::misbehaved);
    }

    private void tell(Bound bound, Map<String, Value> news) {
        var report = new HashMap<>(news);
        if (bound.typed().filter(typed -> !typed.managed()).isPresent())
            report.put("dgt", Value.of(Timestamp.text(home.now())));
        bound.departs(report);
        try {
            home.tree().update(bound.address(), bound.typed().orElseThrow().type(), report);
        } catch (Refused refused) {
            bound.refused(report);
            refused(bound, refused);
        } finally {
            bound.arrived(report);
        }
    }

    private void tell(Bound bound, Value.Fields all) {
        try {
            home.append(bound.address(), all);
        } catch (Refused refused) {
            bound.untold();
            refused(bound, refused);
        }
    }

    /** Somebody deleted the resource: it is made again with the next sign of life. */
    private void refused(Bound bound, Refused refused) {
        if (refused.code() == ResultCode.NOT_FOUND) incomplete = true;
        LOG.warn("report to={} refused: {} {}", bound.address(), refused.code(), refused.sentence());
    }

    private void complain() {
        keepPace();
        var sentences = guarded(() -> {
            var taken = List.copyOf(mistakes);
            mistakes = new LinkedHashSet<>();
            return taken;
        });
        try {
            home.complain(device, sentences);
        } catch (Refused refused) {
            LOG.warn("device={} misbehaves: {}", device, sentences);
        }
    }

    /** Brings what the device is asked to observe in line with who subscribes. */
    private void observe() {
        var wanted = new HashMap<String, Pace>();
        for (var bound : bounds)
            if (settings.alwaysObserve() || bound.hasSubscribers())
                bound.observed()
                        .forEach((path, pace) -> wanted.merge(path, pace, (one, other) -> one.isFree() ? other : one));
        unobserved = false;
        for (var path : Set.copyOf(asked.keySet()))
            if (!wanted.containsKey(path)) {
                asked.remove(path);
                note("unobserve", path, adapter.unobserve(device, path, settings.deviceTimeout()));
            }
        for (var each : wanted.entrySet()) {
            var path = each.getKey();
            if (asked.getOrDefault(path, false)) continue;
            asked.put(path, false);
            bounds.forEach(Bound::asking);
            var outcome = adapter.observe(device, path, each.getValue(), settings.deviceTimeout());
            if (outcome instanceof Outcome.Done) asked.put(path, true);
            unobserved |= outcome instanceof Outcome.Unreachable;
            note("observe", path, outcome);
            if (outcome instanceof Outcome.Done(var values) && !values.isEmpty()) apply(values, false);
            // Who is silent is not waited for once more for each path; all of them are asked for when it is back.
            if (outcome instanceof Outcome.Unreachable && silent) return;
        }
    }

    private void note(String what, String path, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> LOG.debug("device={} {} path={}", device, what, path);
            case Outcome.Denied(var error) -> misbehaved("cannot " + what + " " + path + ": " + error);
            case Outcome.Unreachable(var reason) ->
                LOG.debug("device={} {} path={} unanswered: {}", device, what, path, reason);
        }
    }

    private void guarded(Runnable change) {
        guarded(() -> {
            change.run();
            return true;
        });
    }

    private <T> T guarded(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
