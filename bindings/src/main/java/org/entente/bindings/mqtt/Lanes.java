// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.bindings.wire.Places;

/**
 * Works on what arrives, each message on its own thread, so that no originator takes the places of another. Safe for
 * many threads.
 */
final class Lanes {
    private final Limits limits;
    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final Semaphore bytes;

    /**
     * What may be in memory.
     *
     * @param atOnce requests of one originator that are worked on at the same time
     * @param perOriginator requests of one originator, those that wait included
     * @param all requests of all originators
     * @param bytes sum of their sizes
     */
    record Limits(int atOnce, int perOriginator, int all, int bytes) {
        static final Limits DEFAULT = new Limits(16, 1024, 8192, 64 * 1024 * 1024);
    }

    /** The requests of one originator. */
    private static final class Lane {
        final Semaphore places;
        final AtomicInteger inside = new AtomicInteger();

        Lane(int atOnce) {
            places = new Semaphore(atOnce);
        }
    }

    Lanes(Limits limits) {
        this.limits = limits;
        this.room = new Semaphore(limits.all());
        this.bytes = new Semaphore(limits.bytes());
    }

    /** Unless somebody has entered, nothing happens. */
    Places.Entry start(String originator, int size, Runnable work) {
        if (!room.tryAcquire()) return Places.Entry.FULL;
        if (!bytes.tryAcquire(size)) {
            room.release();
            return Places.Entry.FULL;
        }
        var lane = lanes.compute(originator, (_, open) -> {
            var known = open == null ? new Lane(limits.atOnce()) : open;
            known.inside.incrementAndGet();
            return known;
        });
        if (lane.inside.get() > limits.perOriginator()) {
            leave(originator, size);
            return Places.Entry.OWN_SHARE_TAKEN;
        }
        Thread.ofVirtual().name("mqtt-request").start(() -> {
            lane.places.acquireUninterruptibly();
            try {
                work.run();
            } finally {
                lane.places.release();
                leave(originator, size);
            }
        });
        return Places.Entry.ENTERED;
    }

    private void leave(String originator, int size) {
        lanes.computeIfPresent(originator, (_, lane) -> lane.inside.decrementAndGet() == 0 ? null : lane);
        bytes.release(size);
        room.release();
    }

    int inside() {
        return limits.all() - room.availablePermits();
    }

    /** Waits until nothing is worked on; false if that takes longer. */
    boolean drain(Duration patience) {
        try {
            if (!room.tryAcquire(limits.all(), patience.toNanos(), TimeUnit.NANOSECONDS)) return false;
            room.release(limits.all());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
