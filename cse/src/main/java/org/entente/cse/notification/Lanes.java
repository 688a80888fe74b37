// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.entente.cse.store.Notice;

/** All notices that wait in memory, by subscription and target. Thread-safe. */
final class Lanes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final Map<String, Map<String, Lane>> bySubscription = new HashMap<>();
    private final Map<String, Lane.Gate> gates = new HashMap<>();
    private final Map<String, Set<Lane>> parked = new HashMap<>(); // by whose polling they wait for
    private final int perTarget;
    private final int waitingPerTarget;

    Lanes(int perTarget, int waitingPerTarget) {
        this.perTarget = perTarget;
        this.waitingPerTarget = waitingPerTarget;
    }

    /** Adds a notice; gives its lane if somebody has to start working on it. */
    Optional<Lane> add(Notice notice, Instant now) {
        return locked(() -> {
            var lane = bySubscription
                    .computeIfAbsent(notice.subscription(), _ -> new HashMap<>())
                    .computeIfAbsent(notice.target(), target -> open(notice.subscription(), target));
            lane.add(notice, waitingPerTarget);
            return begin(lane, now) ? Optional.of(lane) : Optional.empty();
        });
    }

    /** The lanes that somebody has to start working on now. */
    List<Lane> due(Instant now) {
        return locked(() -> {
            var due = new ArrayList<Lane>();
            for (var lanes : bySubscription.values())
                for (var lane : lanes.values()) if (begin(lane, now)) due.add(lane);
            return due;
        });
    }

    /** Forgets the pauses of lanes whose way may be open again; gives those that somebody has to work on now. */
    List<Lane> wake(Predicate<String> target, Instant now) {
        return locked(() -> {
            var woken = new ArrayList<Lane>();
            for (var lanes : bySubscription.values())
                for (var lane : lanes.values()) {
                    if (lane.failures == 0 || !target.test(lane.target)) continue;
                    lane.notBefore = Instant.MIN;
                    if (begin(lane, now)) woken.add(lane);
                }
            return woken;
        });
    }

    List<Notice> waiting(Lane lane) {
        return locked(() -> List.copyOf(lane.waiting));
    }

    boolean isOverflowing(Lane lane) {
        return locked(() -> lane.overflowing);
    }

    /** Whether the store has to be read before the lane can go on. */
    boolean needsStore(Lane lane) {
        return locked(() -> lane.waiting.isEmpty() ? lane.overflowing : !lane.isComplete());
    }

    /** How a lane was before the store was read, to tell what came meanwhile. */
    record Glance(List<Notice> waiting, int leftBehind) {}

    Glance glance(Lane lane) {
        return locked(() -> new Glance(List.copyOf(lane.waiting), lane.leftBehind));
    }

    /**
     * Has a lane wait for what the store has for it, in the store's order, and for what came since.
     *
     * @param mine the first of what the store has for it; all, or more than are held
     */
    void fill(Lane lane, List<Notice> mine, Glance before) {
        locked(() -> {
            var since = lane.waiting.stream()
                    .filter(notice -> !before.waiting().contains(notice) && !mine.contains(notice))
                    .toList();
            boolean missed = lane.leftBehind != before.leftBehind();
            lane.removeAll(List.copyOf(lane.waiting));
            lane.overflowing = false;
            lane.verified = Lane.UNKNOWN;
            mine.forEach(notice -> lane.add(notice, waitingPerTarget));
            lane.verified = mine.isEmpty()
                    ? lane.lastEvent
                    : SubscriptionState.event(mine.getLast().number());
            since.forEach(notice -> lane.add(notice, waitingPerTarget));
            lane.overflowing |= missed;
            return lane;
        });
    }

    void done(Lane lane, List<Notice> gone) {
        locked(() -> {
            lane.removeAll(gone);
            lane.lastEvent = SubscriptionState.event(gone.getLast().number());
            lane.failures = 0;
            lane.notBefore = Instant.MIN;
            return lane;
        });
    }

    /** Lets nobody wait any more for what a subscription's policies were; gives the lanes that somebody has to start working on. */
    List<Lane> reconsider(String subscription) {
        return locked(() -> {
            var ready = new ArrayList<Lane>();
            for (var lane : bySubscription.getOrDefault(subscription, Map.of()).values()) {
                if (lane.failures > 0) continue;
                lane.notBefore = Instant.MIN;
                if (begin(lane, Instant.MIN)) ready.add(lane);
            }
            return ready;
        });
    }

    int failed(Lane lane) {
        return locked(() -> ++lane.failures);
    }

    void waitUntil(Lane lane, Instant until, int seen) {
        locked(() -> {
            // What has come since the look may have completed a batch.
            if (lane.failures > 0 || lane.waiting.size() == seen) lane.notBefore = until;
            return lane;
        });
    }

    /** Has a lane wait for its target to poll, but not longer than until a time. */
    void park(Lane lane, String entity, Instant until) {
        locked(() -> {
            lane.parkedFor = entity;
            lane.notBefore = until;
            return parked.computeIfAbsent(entity, _ -> new HashSet<>()).add(lane);
        });
    }

    /** Ends the wait of all lanes that are parked for an entity; gives those that somebody has to start working on. */
    List<Lane> wake(String entity, Instant now) {
        return locked(() -> {
            var woken = parked.remove(entity);
            if (woken == null) return List.of();
            for (var lane : woken) lane.wake();
            return woken.stream().filter(lane -> begin(lane, now)).toList();
        });
    }

    /** Ends work on a lane; true if it has to begin again at once. */
    boolean leave(Lane lane, Instant now) {
        return locked(() -> {
            lane.underWay = false;
            if (lane.isEmpty()) close(lane);
            else if (begin(lane, now)) return true;
            else sooner.signalAll();
            return false;
        });
    }

    /** A notice has been dropped before its turn. */
    void drop(Notice notice) {
        locked(() -> {
            var lane =
                    bySubscription.getOrDefault(notice.subscription(), Map.of()).get(notice.target());
            if (lane == null) return notice;
            lane.removeAll(List.of(notice));
            closeIfLeft(lane);
            return notice;
        });
    }

    /** A subscription is gone, and its queue with it. */
    void clear(String subscription) {
        locked(() -> {
            for (var lane : List.copyOf(
                    bySubscription.getOrDefault(subscription, Map.of()).values())) {
                lane.clear();
                closeIfLeft(lane);
            }
            return subscription;
        });
    }

    boolean isIdle() {
        return locked(() -> bySubscription.values().stream()
                .flatMap(lanes -> lanes.values().stream())
                .noneMatch(lane -> lane.underWay));
    }

    int waiting() {
        return locked(
                () -> gates.values().stream().mapToInt(gate -> gate.waiting).sum());
    }

    /** Waits until the next lane is due, a sooner one appears, or a while has passed. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at the clock each time
    void awaitNext(Clock clock, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = untilNext(clock.instant(), atMost).toNanos();
            if (nanos > 0) sooner.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** How long nobody has to start working on any lane. */
    Duration untilNext(Instant now, Duration atMost) {
        return locked(() -> {
            var latest = now.plus(atMost);
            var next = bySubscription.values().stream()
                    .flatMap(lanes -> lanes.values().stream())
                    .filter(lane -> !lane.underWay)
                    .map(lane -> lane.notBefore)
                    .min(Instant::compareTo)
                    .filter(latest::isAfter)
                    .orElse(latest);
            return Duration.between(now, next.isBefore(now) ? now : next);
        });
    }

    private Lane open(String subscription, String target) {
        var gate = gates.computeIfAbsent(target, _ -> new Lane.Gate(perTarget));
        gate.lanes++;
        return new Lane(subscription, target, gate);
    }

    private void close(Lane lane) {
        var lanes = bySubscription.get(lane.subscription);
        if (lanes == null || !lanes.remove(lane.target, lane)) return;
        if (lanes.isEmpty()) bySubscription.remove(lane.subscription);
        parked.computeIfPresent(lane.parkedFor, (_, all) -> all.remove(lane) && all.isEmpty() ? null : all);
        if (--lane.gate.lanes == 0) gates.remove(lane.target);
    }

    /** An empty lane that nobody works on would be due at once, and for ever. */
    private void closeIfLeft(Lane lane) {
        if (!lane.underWay && lane.isEmpty()) close(lane);
    }

    private static boolean begin(Lane lane, Instant now) {
        if (lane.underWay || lane.isEmpty() || lane.notBefore.isAfter(now)) return false;
        lane.underWay = true;
        return true;
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
