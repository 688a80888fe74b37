// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cmdh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.cse.procedure.Instances;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;

/**
 * The requests that wait until a network may be used. It holds nothing that would be lost with it: who sends waits, and
 * keeps the request meanwhile. Thread-safe. TS-0004 §H.2.4.
 */
final class Buffer {
    /** A policy may change without a word to whoever waits. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private static final String SUPERSEDED = "a later one has taken its place";

    private final Supplier<Optional<Policy>> policy;
    private final long capacity;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which they came. */
    private final List<Waiting> all = new ArrayList<>();

    private final Map<Way, Setback> setbacks = new HashMap<>();
    private boolean closed;

    private record Way(String network, String neighbour) {}

    private record Setback(int failures, Instant until) {}

    /** @param capacity bytes of all requests together */
    Buffer(Supplier<Optional<Policy>> policy, long capacity, Clock clock, RandomGenerator random) {
        this.policy = policy;
        this.capacity = capacity;
        this.clock = clock;
        this.random = random;
    }

    private Instant made(Request request) {
        var now = clock.instant();
        return request.time(Parameter.ORIGINATING_TIMESTAMP, now).orElse(now);
    }

    static long size(Request request) {
        return Instances.bytes(Primitives.fields(request));
    }

    /** @throws Refused BAD_REQUEST if there is no room for a request. TS-0004 §H.2.3 step 3.3.3 */
    void check(Rule.Room room, long size) {
        lock.lock();
        try {
            long alike = sum(all.stream().filter(each -> each.room.id().equals(room.id())));
            if (alike + size > room.size()) throw full();
            long lasting = sum(all.stream().filter(each -> !givesWay(each, room)));
            if (lasting + size > capacity) throw full();
        } finally {
            lock.unlock();
        }
    }

    private static Refused full() {
        return Refused.badRequest("the CMDH buffer of this CSE has no room for the request now");
    }

    private static boolean givesWay(Waiting other, Rule.Room room) {
        return other.isIdle() && other.room.priority() < room.priority();
    }

    /** Takes a request in; others make room for it, or are superseded by it. TS-0004 §H.2.4 step 2.1 */
    Waiting enter(Request request, String neighbour, Rule.Room room, Optional<Instant> deadline) {
        lock.lock();
        try {
            var entering =
                    new Waiting(request, neighbour, room, size(request), made(request), deadline, lock.newCondition());
            if (entering.category == Policy.LATEST) supersede(entering);
            check(room, entering.size);
            makeRoom(entering);
            all.add(entering);
            pass(clock.instant());
            return entering;
        } finally {
            lock.unlock();
        }
    }

    /** Two may come here in another order than they were made. */
    private void supersede(Waiting entering) {
        var alike = all.stream()
                .filter(each -> each.category == Policy.LATEST && each.subject().equals(entering.subject()))
                .toList();
        if (alike.stream().anyMatch(each -> each.made.isAfter(entering.made))) throw gone(SUPERSEDED);
        for (var each : alike) if (each.isIdle()) purge(each, SUPERSEDED);
    }

    /** Of those of lower priority the last to come are the first to go. */
    private void makeRoom(Waiting entering) {
        var victims = all.reversed().stream()
                .filter(each -> givesWay(each, entering.room))
                .sorted(Comparator.comparingLong(each -> each.room.priority()))
                .toList();
        for (var each : victims)
            if (sum(all.stream()) + entering.size > capacity)
                purge(each, "one of higher storage priority needed its room");
    }

    private void purge(Waiting victim, String reason) {
        victim.refusal = gone(reason);
        all.remove(victim);
        victim.moved.signal();
    }

    private static Refused gone(String reason) {
        return new Refused(
                ResultCode.TARGET_NOT_REACHABLE, "the request left the CMDH buffer before it could be sent: " + reason);
    }

    /**
     * Waits until a request may go.
     *
     * @throws Refused if its time is up, or others took its place
     * @throws InterruptedException if the CSE stops
     */
    Rule.Network await(Waiting waiting) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (waiting.refusal != null) throw waiting.refusal;
                if (closed) throw new InterruptedException("the CSE stops");
                var now = clock.instant();
                if (waiting.isLate(now))
                    throw new Refused(
                            ResultCode.REQUEST_TIMEOUT, "the request could not be sent to the next CSE in time");
                pass(now);
                if (waiting.network != null) return waiting.network;
                var _ = waiting.moved.await(sleep(waiting, now).toMillis() + 1, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Until something can happen to it by the clock alone. */
    Duration sleep(Waiting waiting, Instant now) {
        var opening = policy.get().flatMap(each -> each.opening(waiting.category, now));
        return Stream.of(
                        waiting.deadline,
                        // Over already while its way is left alone.
                        Optional.ofNullable(waiting.ready).filter(now::isBefore),
                        opening.filter(now::isBefore),
                        setbacks.entrySet().stream()
                                .filter(each -> each.getKey().neighbour().equals(waiting.neighbour))
                                .map(each -> each.getValue().until())
                                .filter(now::isBefore)
                                .min(Comparator.naturalOrder()))
                .flatMap(Optional::stream)
                .map(time -> Duration.between(now, time))
                .filter(left -> left.compareTo(LONGEST_SLEEP) < 0)
                .min(Comparator.naturalOrder())
                .orElse(LONGEST_SLEEP);
    }

    /** The next CSE could not be reached: this way is left alone for a while. TS-0004 §H.2.5 */
    void failed(Waiting waiting) {
        lock.lock();
        try {
            var network = waiting.network;
            if (network == null) return;
            var way = new Way(network.id(), waiting.neighbour);
            var now = clock.instant();
            var earlier = setbacks.get(way);
            // Several may have failed by the same attempt.
            if (earlier == null || !earlier.until().isAfter(now)) {
                int failures = earlier == null ? 1 : earlier.failures() + 1;
                long pause = Math.max(1, network.backoff().after(failures))
                        + upTo(network.backoff().random());
                setbacks.put(way, new Setback(failures, now.plusMillis(pause)));
            }
            waiting.network = null;
            waiting.ready = null;
        } finally {
            lock.unlock();
        }
    }

    /** A request was answered, or nobody waits for it any more. */
    void leave(Waiting waiting, boolean answered) {
        lock.lock();
        try {
            all.remove(waiting);
            if (answered && waiting.network != null) setbacks.remove(new Way(waiting.network.id(), waiting.neighbour));
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the clock and at the policy now. */
    void ring() {
        lock.lock();
        try {
            var now = clock.instant();
            pass(now);
            for (var each : all) if (each.isLate(now)) each.moved.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            all.forEach(each -> each.moved.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Lets go what may. TS-0004 §H.2.4 steps 2.2 and 2.3 */
    private void pass(Instant now) {
        var rules = policy.get();
        all.stream()
                .filter(Waiting::isIdle)
                .collect(Collectors.groupingBy(each -> each.category))
                .forEach((category, group) -> {
                    var network = rules.isEmpty()
                            ? Optional.of(Rule.Network.FREE)
                            : rules.get().network(category, now);
                    network.ifPresentOrElse(
                            open -> pass(group, open, now), () -> group.forEach(each -> each.ready = null));
                });
    }

    private void pass(List<Waiting> group, Rule.Network network, Instant now) {
        var able = group.stream().filter(each -> !isSetBack(each, network, now)).toList();
        boolean enough = sum(able.stream()) >= network.volume();
        for (var each : able) {
            if (each.ready == null && enough) each.ready = now.plusMillis(upTo(network.spread()));
            if (each.ready == null || each.ready.isAfter(now)) continue;
            each.network = network;
            each.moved.signal();
        }
    }

    private boolean isSetBack(Waiting waiting, Rule.Network network, Instant now) {
        var setback = setbacks.get(new Way(network.id(), waiting.neighbour));
        return setback != null && setback.until().isAfter(now);
    }

    private long upTo(long millis) {
        return millis == 0 ? 0 : random.nextLong(millis + 1);
    }

    private static long sum(Stream<Waiting> some) {
        return some.mapToLong(each -> each.size).sum();
    }
}
