// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.store.Errand;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
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
    private final Map<Key, Wait> waiting = new ConcurrentHashMap<>();
    private final Map<Key, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
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

    /** Learns from writes that last. */
    void settle(List<Write> writes) {
        for (var write : writes) {
            if (write instanceof Write.Charged(var errand)) charge(errand);
            if (write instanceof Write.Discharged(var errand)) forget(Key.of(errand));
        }
    }

    private void forget(Key key) {
        var wait = waiting.remove(key);
        if (wait != null) wait.cancel();
    }

    /** How many alarms are set: at most one for each errand. */
    int alarms() {
        return timer.getQueue().size();
    }

    /** Begins all that is due. */
    void ring() {
        waiting.keySet().forEach(this::begin);
    }

    private void begin(Key key) {
        var wait = waiting.get(key);
        if (wait != null && !wait.due().isAfter(clock.instant())) begin(key, wait);
    }

    /** Waits for all that is under way, and for what begins at once after it. */
    void await() {
        while (!underWay.isEmpty())
            CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new))
                    .join();
    }

    /** Waits, but no longer than this, until an errand that is under way was tried once. */
    void await(Errand errand, Duration most) {
        var done = underWay.get(Key.of(errand));
        if (done == null) return;
        try {
            done.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // It goes on without us.
        }
    }

    private void charge(Errand errand) {
        var key = Key.of(errand);
        var due = Timestamp.parse(errand.due());
        waiting.compute(key, (_, before) -> {
            if (before != null) before.cancel();
            return waitFor(key, due, 0);
        });
        begin(key);
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

    private void begin(Key key, Wait wait) {
        var done = new CompletableFuture<Void>();
        // What is under way looks again when it ends.
        if (underWay.putIfAbsent(key, done) != null) return;
        if (!waiting.remove(key, wait)) {
            underWay.remove(key);
            return;
        }
        wait.cancel();
        try {
            workers.execute(() -> work(key, wait, done));
        } catch (RejectedExecutionException closed) {
            underWay.remove(key);
            done.complete(null);
        }
    }

    private void work(Key key, Wait wait, CompletableFuture<Void> done) {
        try {
            var errand = store.view().errand(key.about(), key.kind());
            if (errand.isPresent() && !isUnchangedAfter(errand.get())) return;
            if (errand.isPresent()) again(key, wait);
        } catch (RuntimeException fault) {
            log.error("errand {} of {} failed", key.kind(), key.about(), fault);
            again(key, wait);
        } finally {
            underWay.remove(key);
            begin(key);
            done.complete(null);
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

    /** Unless it was charged anew meanwhile. */
    private void again(Key key, Wait wait) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(wait.failures(), 9));
        if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
        var due = clock.instant().plus(pause);
        waiting.computeIfAbsent(key, _ -> waitFor(key, due, wait.failures() + 1));
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
