// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.concurrent.locks.LockSupport;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.StoreUnavailable;
import org.jspecify.annotations.Nullable;

/** A change whose thread waits until it lasts or has failed. */
final class Waiting {
    private final Change change;
    private final Thread thread = Thread.currentThread();
    private @Nullable Outcome outcome;
    private @Nullable RuntimeException failure;
    // Volatile: the writer sets it last, the waiting thread reads it first.
    private volatile boolean isDone;

    Waiting(Change change) {
        this.change = change;
    }

    Change change() {
        return change;
    }

    /** Settled when the batch is over, not before: until then nothing of it may be seen. */
    void decided(Outcome decided) {
        outcome = decided;
        failure = null;
    }

    void failed(RuntimeException fault) {
        outcome = null;
        failure = fault;
    }

    void wake() {
        isDone = true;
        LockSupport.unpark(thread);
    }

    Outcome await() {
        boolean isInterrupted = false;
        while (!isDone) {
            LockSupport.park(this);
            // Nobody can say whether it lasts before the writer does: an interruption has to wait.
            isInterrupted |= Thread.interrupted();
        }
        if (isInterrupted) Thread.currentThread().interrupt();
        if (failure != null) throw failure;
        if (outcome == null) throw new StoreUnavailable("the store did not answer");
        return outcome;
    }
}
