// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.deduplication.Deduplicator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of devices, so that one that comes twice counts once. RFC 7252 §4.2, §4.5. Californium keeps each whole and
 * without a bound; here it shrinks to its {@link Trace}, and who floods loses only memories of their own. Safe for many
 * threads.
 */
final class Memory implements Deduplicator {
    /** EXCHANGE_LIFETIME of RFC 7252 §4.8.2; after it a number may stand for another message. */
    static final Duration LIFETIME = Duration.ofSeconds(247);
    /** By then a message is dealt with, or it stays whole. */
    static final Duration SETTLING = Duration.ofSeconds(5);
    /** Who has one message under way at a time [RFC 7252 §4.7] needs far fewer. */
    static final int MOST_OF_ONE_PEER = 64;

    private final int mostRequests;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** The peer that was silent for longest comes first. */
    private final LinkedHashMap<Object, Peer> peers = new LinkedHashMap<>(64, 0.75f, true);
    /** What may still be under way, in the order in which it came. */
    private final ArrayDeque<Message> unsettled = new ArrayDeque<>();

    private int requests;
    private int size;

    /** @param mostRequests beyond it the peer is forgotten first that was silent for longest: strangers may send them too */
    Memory(int mostRequests) {
        this(mostRequests, System::nanoTime);
    }

    Memory(int mostRequests, LongSupplier nanoTime) {
        this.mostRequests = mostRequests;
        this.nanoTime = nanoTime;
    }

    /** Of one peer, the oldest first. */
    private static final class Peer {
        private final ArrayDeque<Message> messages = new ArrayDeque<>(4);
        /** All its reports have one trace while they come the same way. */
        private @Nullable Exchange trace;

        @Nullable
        Message find(int number) {
            for (var message : messages) if (message.number == number) return message;
            return null;
        }
    }

    private static final class Message {
        private final Peer peer;
        private final int number;
        private final long nanos;
        private Exchange exchange;

        Message(Peer peer, int number, Exchange exchange, long nanos) {
            this.peer = peer;
            this.number = number;
            this.exchange = exchange;
            this.nanos = nanos;
        }

        boolean isRequest() {
            return !exchange.isOfLocalOrigin();
        }

        boolean isOlder(Duration age, long now) {
            return now - nanos > age.toNanos();
        }

        void settle() {
            if (exchange.isNotification()) exchange = peer.trace = Trace.ofReport(exchange, peer.trace);
            else if (isRequest()) exchange = Trace.ofRequest(exchange);
        }
    }

    @Override
    public @Nullable Exchange findPrevious(KeyMID key, Exchange exchange) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            var peer = peers.computeIfAbsent(key.getPeer(), _ -> new Peer());
            var before = peer.find(key.getMID());
            // Our own numbers are not the peer's.
            if (before != null && !before.isOlder(LIFETIME, now) && before.exchange.getOrigin() == exchange.getOrigin())
                return before.exchange;
            put(peer, before, new Message(peer, key.getMID(), exchange, now));
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean replacePrevious(KeyMID key, Exchange previous, Exchange exchange) {
        lock.lock();
        try {
            var peer = peers.computeIfAbsent(key.getPeer(), _ -> new Peer());
            var before = peer.find(key.getMID());
            if (before != null && !before.exchange.equals(previous)) return false;
            put(peer, before, new Message(peer, key.getMID(), exchange, nanoTime.getAsLong()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Exchange find(KeyMID key) {
        lock.lock();
        try {
            var peer = peers.get(key.getPeer());
            var message = peer == null ? null : peer.find(key.getMID());
            return message == null || message.isOlder(LIFETIME, nanoTime.getAsLong()) ? null : message.exchange;
        } finally {
            lock.unlock();
        }
    }

    private void put(Peer peer, @Nullable Message before, Message message) {
        if (before != null) forget(before);
        peer.messages.add(message);
        unsettled.add(message);
        size++;
        if (message.isRequest()) requests++;
        if (peer.messages.size() > MOST_OF_ONE_PEER) forget(peer.messages.getFirst());
        settle(message.nanos);
        while (!peer.messages.isEmpty() && peer.messages.getFirst().isOlder(LIFETIME, message.nanos))
            forget(peer.messages.getFirst());
        forgetSilent(message.nanos);
    }

    private void forget(Message message) {
        message.peer.messages.remove(message);
        size--;
        if (message.isRequest()) requests--;
        message.exchange = Trace.NOTHING; // it may still wait to be settled
    }

    private void settle(long now) {
        while (!unsettled.isEmpty() && unsettled.getFirst().isOlder(SETTLING, now))
            unsettled.removeFirst().settle();
    }

    private void forgetSilent(long now) {
        for (Iterator<Peer> eldest = peers.values().iterator(); peers.size() > 1; ) {
            var messages = eldest.next().messages;
            if (requests <= mostRequests
                    && !messages.isEmpty()
                    && !messages.getLast().isOlder(LIFETIME, now)) return;
            while (!messages.isEmpty()) forget(messages.getFirst());
            eldest.remove();
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
            unsettled.clear();
            size = 0;
            requests = 0;
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
