// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.entente.cse.store.Samples.base;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;

/** Changes that wait while the writer is held, and go into one batch in their order when this is closed. */
final class OneBatch implements AutoCloseable {
    private final SqliteStore store;
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int waiting;

    OneBatch(SqliteStore store) throws InterruptedException {
        this.store = store;
        var held = new CountDownLatch(1);
        var _ = threads.submit(() -> store.commit(_ -> {
            held.countDown();
            waitFor(release);
            return Outcome.of(base());
        }));
        held.await();
    }

    OneBatch with(Change change) {
        var _ = next(change);
        return this;
    }

    Future<Outcome> next(Change change) {
        var done = threads.submit(() -> store.commit(change));
        waiting++;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> store.counts().waiting() == waiting);
        return done;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release.countDown();
        threads.close();
    }
}
