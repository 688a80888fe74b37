// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.entente.cse.address.Identifiers;
import org.entente.cse.store.Store;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what time brings, by the CSE's own requests: rings alarms, deletes expired resources. TS-0004 §7.3.3.5. */
final class Sweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int AT_ONCE = 500;

    private final Store store;
    private final Runnable ring;
    private final Mca cse;
    private final Clock clock;
    private final Identifiers identifiers;
    private final Duration every;
    private final String originator;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sweeper").factory());

    Sweeper(Store store, Runnable ring, Mca cse, Clock clock, Identifiers identifiers, CseSettings settings) {
        this.store = store;
        this.ring = ring;
        this.cse = cse;
        this.clock = clock;
        this.identifiers = identifiers;
        this.every = settings.sweep();
        this.originator = settings.identity().cseId();
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(
                this::sweepSafely, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void sweep() {
        ring.run();
        var expired = store.view().expired(Timestamp.text(clock.instant()), AT_ONCE);
        while (!expired.isEmpty()) {
            boolean progress = false;
            for (var resource : expired) {
                var request = Request.delete(resource.ri(), originator)
                        .withId(identifiers.requestId())
                        .withPeer(Peer.CSE);
                var code = cse.send(request).code();
                progress |= code == ResultCode.DELETED || code == ResultCode.NOT_FOUND;
            }
            // What cannot be deleted now is tried at the next sweep, not at once for ever.
            if (!progress || expired.size() < AT_ONCE) return;
            expired = store.view().expired(Timestamp.text(clock.instant()), AT_ONCE);
        }
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException fault) {
            // A timer that throws would never run again.
            log.error("the sweep of what is due or expired failed", fault);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) timer.shutdownNow();
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
