// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does each errand when its time comes, on a thread of its own, until it is struck off. Thread-safe. */
final class Errands implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Errands.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final Map<String, Duty> duties;
    /** Whoever ends one looks for the next in the same turn, so that none is overlooked between the two. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Key, Wait> waiting = new HashMap<>();
    private final Map<Key, CompletableFuture<Void>> underWay = new HashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("errand-", 0).factory());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofVirtual().name("errand-timer").factory());

    private record Key(String about, String kind) {
        static Key of(Errand errand) {
            return new Key(errand.about(), errand.kind());
        }
    }

    /**
     * @param failures how often it was tried in vain
     * @param alarm what begins it when it is due; empty if it is due already, or nothing begins any more
     */
    private record Wait(Instant due, int failures, Optional<Future<?>> alarm) {
        void cancel() {
            alarm.ifPresent(each -> each.cancel(false));
        }
    }

    /** @param duties by the kind of errand */
    Errands(Store store, Clock clock, Desk desk, Map<String, Duty> duties) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.duties = Map.copyOf(duties);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Takes up what an earlier run has left. */
    void start() {
        store.view().errands().forEach(this::charge);
    }

    /** Learns from writes that last; who made the later one may tell of it first. */
    void settle(List<Write> writes) {
        for (var write : writes) {
            if (write instanceof Write.Charged(var errand)) charge(errand);
            if (write instanceof Write.Discharged(var errand)) forget(Key.of(errand));
        }
    }

    /** Unless it was charged anew since it was struck off. */
    private void forget(Key key) {
        lock.lock();
        try {
            var wait = waiting.get(key);
            if (wait == null || store.view().errand(key.about(), key.kind()).isPresent()) return;
            waiting.remove(key);
            wait.cancel();
        } finally {
            lock.unlock();
        }
    }

    /** How many alarms are set: at most one for each errand. */
    int alarms() {
        return timer.getQueue().size();
    }

    /** Begins all that is due. */
    void ring() {
        lock.lock();
        try {
            List.copyOf(waiting.keySet()).forEach(this::begin);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for all that is under way, and for what begins at once after it. */
    void await() {
        for (var all = underWay(); !all.isEmpty(); all = underWay())
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private List<CompletableFuture<Void>> underWay() {
        lock.lock();
        try {
            return List.copyOf(underWay.values());
        } finally {
            lock.unlock();
        }
    }

    /** Waits, but no longer than this, until an errand that is under way was tried once. */
    void await(Errand errand, Duration most) {
        var done = underWay(Key.of(errand));
        if (done == null) return;
        try {
            done.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // It goes on without us.
        }
    }

    private @Nullable CompletableFuture<Void> underWay(Key key) {
        lock.lock();
        try {
            return underWay.get(key);
        } finally {
            lock.unlock();
        }
    }

    /** It may be looked at too early, never too late. */
    private void charge(Errand errand) {
        var key = Key.of(errand);
        var due = Timestamp.parse(errand.due());
        lock.lock();
        try {
            var before = waiting.remove(key);
            if (before != null) before.cancel();
            waiting.put(key, waitFor(key, before != null && before.due().isBefore(due) ? before.due() : due, 0));
            begin(key);
        } finally {
            lock.unlock();
        }
    }

    private Wait waitFor(Key key, Instant due, int failures) {
        return new Wait(due, failures, alarm(key, Duration.between(clock.instant(), due)));
    }

    private Optional<Future<?>> alarm(Key key, Duration in) {
        if (!in.isPositive()) return Optional.empty();
        try {
            return Optional.of(timer.schedule(() -> begin(key), in.toMillis() + 1, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException closed) {
            return Optional.empty(); // it is taken up at the next start
        }
    }

    /** If it is due. What is under way looks again when it ends. */
    private void begin(Key key) {
        lock.lock();
        try {
            var wait = waiting.get(key);
            if (wait == null || wait.due().isAfter(clock.instant()) || underWay.containsKey(key)) return;
            waiting.remove(key);
            wait.cancel();
            workers.execute(() -> work(key, wait));
            underWay.put(key, new CompletableFuture<>());
        } catch (RejectedExecutionException closed) {
            // it is taken up at the next start
        } finally {
            lock.unlock();
        }
    }

    private void work(Key key, Wait wait) {
        try {
            var errand = store.view().errand(key.about(), key.kind());
            if (errand.isPresent()) work(errand.get(), wait);
        } catch (RuntimeException fault) {
            log.error("errand {} of {} failed", key.kind(), key.about(), fault);
            again(key, wait);
        } finally {
            end(key);
        }
    }

    private void work(Errand errand, Wait wait) {
        var due = Timestamp.parse(errand.due());
        if (due.isAfter(clock.instant())) later(Key.of(errand), due, 0);
        else if (isUnchangedAfter(errand)) again(Key.of(errand), wait);
    }

    private void end(Key key) {
        lock.lock();
        try {
            var done = underWay.remove(key);
            begin(key);
            if (done != null) done.complete(null);
        } finally {
            lock.unlock();
        }
    }

    private boolean isUnchangedAfter(Errand errand) {
        var duty = duties.get(errand.kind());
        if (duty == null) {
            log.warn("nobody knows how to do errand {} of {}", errand.kind(), errand.about());
            return true;
        }
        duty.perform(errand, desk);
        return store.view()
                .errand(errand.about(), errand.kind())
                .filter(errand::equals)
                .isPresent();
    }

    private void again(Key key, Wait wait) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(wait.failures(), 9));
        if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
        later(key, clock.instant().plus(pause), wait.failures() + 1);
    }

    /** Unless it was charged anew meanwhile. */
    private void later(Key key, Instant due, int failures) {
        lock.lock();
        try {
            if (!waiting.containsKey(key)) waiting.put(key, waitFor(key, due, failures));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdown();
        try {
            if (workers.awaitTermination(2, TimeUnit.SECONDS)) return;
            // Who still waits for somebody else begins again at the next start.
            workers.shutdownNow();
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) log.warn("errands are still under way");
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
