// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all changes that wait, lets each decide on what those before it left, writes
 * them in one transaction, and wakes their threads after the transaction is on the disk.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int BATCH = 1024;
    /** More than a CSE works on at once: nobody is to wait who could be told to come again. */
    static final int MOST_WAITING = 8 * BATCH;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final LongAdder changes = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final Database database;
    private final Pending pending;
    private final Batch batch;
    private final TurnView view;
    private final Checkpoints checkpoints;
    private final Thread thread;
    private final Waiting last = new Waiting(_ -> {
        throw new StoreUnavailable("the store is closed");
    });
    /** How long to wait for changes before more of what was deleted is removed. */
    private Duration pause = Duration.ZERO;
    // Volatile: set by whoever closes, read by all that commit.
    private volatile boolean isClosed;
    /** Whether it stopped by a fault; nothing that waits is done any more. */
    private boolean isBroken;

    Writer(Database database, Pending pending, Batch batch, TurnView view, Checkpoints checkpoints) {
        this.database = database;
        this.pending = pending;
        this.batch = batch;
        this.view = view;
        this.checkpoints = checkpoints;
        this.thread = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    Outcome commit(Change change) {
        var waiting = new Waiting(change);
        if (isClosed) throw closed();
        if (!queue.offer(waiting)) throw new StoreUnavailable("too many changes wait for the store");
        // Closed in between: either the writer still took it, or nobody will.
        if (isClosed && queue.remove(waiting)) throw closed();
        return waiting.await();
    }

    int waiting() {
        return queue.size();
    }

    long changes() {
        return changes.sum();
    }

    long batches() {
        return batches.sum();
    }

    private static StoreUnavailable closed() {
        return new StoreUnavailable("the store is closed");
    }

    private void run() {
        var waiting = new ArrayList<Waiting>();
        do {
            waiting.clear();
            take(waiting);
            together(waiting);
            waiting.forEach(Waiting::wake);
            checkpoints.afterBatch(waiting.size());
        } while (!isBroken && (!isClosed || !queue.isEmpty()));
        for (var left = queue.poll(); left != null; left = queue.poll()) {
            left.failed(closed());
            left.wake();
        }
    }

    /** What earlier deletions have left is removed while nobody waits, and a piece of it with each batch. */
    private void take(List<Waiting> waiting) {
        try {
            var first = batch.isOver() ? queue.take() : queue.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) waiting.add(first);
            queue.drainTo(waiting, BATCH - 1);
            waiting.remove(last);
        } catch (InterruptedException nobodyDoesThat) {
            LOG.debug("the store's writer was interrupted and goes on");
        }
    }

    /** All in one transaction; if one does not fit, each in its own, so that it fails alone. */
    private void together(List<Waiting> waiting) {
        try {
            for (var each : waiting) decide(each);
            batch.commit();
            pending.publish();
            changes.add(waiting.size());
            batches.increment();
            pause = Duration.ZERO;
        } catch (Failures.Misfit misfit) {
            undo();
            if (waiting.size() == 1) {
                waiting.getFirst().failed(misfit);
            } else {
                for (var each : waiting) together(List.of(each));
            }
        } catch (RuntimeException fault) {
            undo();
            if (waiting.isEmpty()) LOG.warn("what was deleted is still in the file: {}", fault.getMessage());
            pause = AFTER_FAILURE;
            waiting.forEach(each -> each.failed(fault));
        } catch (Error fault) {
            stop(waiting, fault);
        }
    }

    /** What the memory shows may no longer be what the file has: nobody is served from it any more. */
    private void stop(List<Waiting> waiting, Error fault) {
        LOG.error("the store's writer stops; restart to go on", fault);
        isClosed = true;
        isBroken = true;
        undo();
        waiting.forEach(each -> each.failed(new StoreUnavailable("the store has stopped: " + fault, fault)));
    }

    private void decide(Waiting waiting) {
        Outcome outcome;
        try {
            outcome = waiting.change().decide(view);
        } catch (StackOverflowError tooDeep) {
            waiting.failed(new IllegalStateException("a change went too deep", tooDeep));
            return;
        } catch (StoreUnavailable fault) {
            throw fault; // where the file failed it, the database has ended the transaction of all
        } catch (RuntimeException refused) {
            waiting.failed(refused);
            return;
        }
        for (var write : outcome.writes()) batch.apply(write);
        waiting.decided(outcome);
    }

    private void undo() {
        batch.rollback();
        pending.rollback();
    }

    @Override
    public void close() {
        isClosed = true;
        if (thread.isAlive()) {
            var _ = queue.offer(last); // the writer does not sleep while the queue is full
        }
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) Thread.currentThread().interrupt();
        database.close();
    }
}
