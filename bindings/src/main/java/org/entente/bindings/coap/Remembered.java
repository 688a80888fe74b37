// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.deduplication.Deduplicator;
import org.jspecify.annotations.Nullable;

/**
 * The messages that have come, so that one that is sent again is not acted on again. RFC 7252 §4.2, §4.5. Californium's own
 * have no bound for the number of peers, and a stranger can pretend to be many. Safe for many threads.
 */
final class Remembered implements Deduplicator {
    /** EXCHANGE_LIFETIME of RFC 7252 §4.8.2; after it a number may stand for another message. */
    private static final Duration LIFETIME = Duration.ofSeconds(247);
    // Whoever has one message under way at a time [RFC 7252 §4.7] needs far fewer.
    private static final int MOST_OF_ONE_PEER = 64;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    // The peer that was silent for longest comes first.
    private final LinkedHashMap<Object, SequencedMap<KeyMID, Seen>> peers = new LinkedHashMap<>(64, 0.75f, true);
    private int size;

    private record Seen(Exchange exchange, long nanos) {
        boolean isOld(long now) {
            return now - nanos > LIFETIME.toNanos();
        }
    }

    /** @param most messages; beyond it those of the peer go that was silent for longest */
    Remembered(int most) {
        this.most = most;
    }

    @Override
    public @Nullable Exchange findPrevious(KeyMID key, Exchange exchange) {
        lock.lock();
        try {
            long now = System.nanoTime();
            var before = of(key.getPeer()).get(key);
            // Our own numbers are not the peer's.
            if (before != null && !before.isOld(now) && before.exchange.getOrigin() == exchange.getOrigin())
                return before.exchange;
            put(key, new Seen(exchange, now));
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean replacePrevious(KeyMID key, Exchange previous, Exchange exchange) {
        lock.lock();
        try {
            var before = of(key.getPeer()).get(key);
            if (before != null && !before.exchange.equals(previous)) return false;
            put(key, new Seen(exchange, System.nanoTime()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Exchange find(KeyMID key) {
        lock.lock();
        try {
            var ofPeer = peers.get(key.getPeer());
            var seen = ofPeer == null ? null : ofPeer.get(key);
            return seen == null ? null : seen.exchange;
        } finally {
            lock.unlock();
        }
    }

    private SequencedMap<KeyMID, Seen> of(Object peer) {
        return peers.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
    }

    private void put(KeyMID key, Seen seen) {
        var ofPeer = of(key.getPeer());
        size -= ofPeer.size();
        ofPeer.remove(key); // so that it comes last
        if (ofPeer.size() >= MOST_OF_ONE_PEER) ofPeer.pollFirstEntry();
        ofPeer.put(key, seen);
        size += ofPeer.size();
        forget(seen.nanos);
    }

    private void forget(long now) {
        while (peers.size() > 1) {
            var eldest = peers.firstEntry().getValue();
            if (size <= most
                    && !eldest.isEmpty()
                    && !eldest.lastEntry().getValue().isOld(now)) return;
            peers.pollFirstEntry();
            size -= eldest.size();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            peers.clear();
            size = 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        // What is old goes when something new comes.
    }

    @Override
    public void stop() {
        clear();
    }

    @Override
    public void setExecutor(ScheduledExecutorService executor) {
        // Nothing runs here.
    }
}
