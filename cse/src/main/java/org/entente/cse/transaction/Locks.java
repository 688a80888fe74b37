// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.cse.access.Hold;
import org.entente.cse.notification.Expiry;
import org.entente.cse.store.Store;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;
import org.entente.model.type.Transaction;

/** Keeps requests waiting that a transaction on their target does not let through. TS-0001 §10.2.18.1. Thread-safe. */
public final class Locks {
    /** How soon is seen what another node on the same store has released. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Store store;
    private final Clock clock;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();

    /** @param patience how long a request waits that does not expire before */
    public Locks(Store store, Clock clock, Duration patience) {
        this.store = store;
        this.clock = clock;
        this.patience = patience;
    }

    /** A request came through just before its target was locked: it has to wait after all. */
    public static final class Held extends RuntimeException {
        private static final long serialVersionUID = 1;

        Held() {
            super("a transaction holds the target", null, false, false);
        }
    }

    /** Whether a request has to wait until its target is free. */
    public boolean concern(Request request, Resource target) {
        if (!Hold.concerns(request, target)) return false;
        return switch (request.operation()) {
            case RETRIEVE -> Hold.hides(request, target);
            // Who wants to lock it too is told that it cannot. [TS-0001 §10.2.18.1]
            case CREATE -> request.type() != Transaction.TYPE.number();
            case UPDATE, DELETE, NOTIFY -> true;
        };
    }

    /** In the writer's turn: what has been locked since the request looked is not touched. */
    public void check(Request request, Resource target, View latest) {
        if (request.operation() == Operation.RETRIEVE) return;
        if (latest.byId(target.ri()).filter(now -> concern(request, now)).isPresent()) throw new Held();
    }

    /** @throws Refused REQUEST_TIMEOUT if the target is not free in time */
    public void await(Request request, Resource target) {
        long deadline = System.nanoTime()
                + Expiry.shorter(request, clock.instant(), patience).toNanos();
        lock.lock();
        try {
            while (isHeld(request, target)) {
                long left = Math.min(deadline - System.nanoTime(), LOOK_AGAIN.toNanos());
                if (left <= 0)
                    throw new Refused(
                            ResultCode.REQUEST_TIMEOUT,
                            "a transaction holds " + target.path() + ", and did not end in time");
                var _ = released.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ResultCode.REQUEST_TIMEOUT, "the CSE stops");
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld(Request request, Resource target) {
        return store.view()
                .byId(target.ri())
                .filter(now -> concern(request, now))
                .isPresent();
    }

    /** Learns from writes that last. */
    public void settle(List<Write> writes) {
        boolean frees = false;
        for (var write : writes) {
            frees |=
                    write instanceof Write.Updated(var before, var after) && before.has(Hold.BY) && !after.has(Hold.BY);
            frees |= write instanceof Write.Deleted(var resource) && resource.has(Hold.BY);
        }
        if (!frees) return;
        lock.lock();
        try {
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
