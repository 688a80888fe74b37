// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.model.Value;
import org.entente.model.web.WebResponse;

/** The open stream of events to one page, and what that page looks at. Safe for many threads. */
final class Stream implements WebResponse.Body {
    private static final int WAITING = 500;
    private static final Duration TICK = Duration.ofSeconds(1);
    // Shorter than any idle limit on the way; a page that has gone is noticed by it.
    private static final int TICKS_TO_HEARTBEAT = 8;
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(UTF_8);
    /** An event without a byte ends the stream. */
    private static final byte[] END = {};

    private final String id;
    private final Visitor visitor;
    private final Watches watches;
    private final Runnable atEnd;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watch> watched = new HashMap<>();
    private boolean ended;
    private volatile boolean lost; // set by whoever brings a notice, taken back by the writing thread

    Stream(String id, Visitor visitor, Watches watches, Runnable atEnd) {
        this.id = id;
        this.visitor = visitor;
        this.watches = watches;
        this.atEnd = atEnd;
    }

    Visitor visitor() {
        return visitor;
    }

    /** A page that does not read must not fill the memory: it is told to look at everything again. */
    void offer(byte[] event) {
        if (!waiting.offer(event)) lost = true;
    }

    /** From here on these are watched and nothing else. */
    void watch(List<String> addresses) {
        lock.lock();
        try {
            if (ended) return;
            for (var old : Set.copyOf(watched.entrySet()))
                if (!addresses.contains(old.getKey())) {
                    watched.remove(old.getKey());
                    watches.leave(old.getValue(), this);
                }
            for (var address : new HashSet<>(addresses))
                if (!watched.containsKey(address)) watched.put(address, watches.join(visitor, address, this));
        } finally {
            lock.unlock();
        }
    }

    void end() {
        waiting.clear();
        offer(END);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            out.write(watches.event("stream", Value.field("id", Value.of(id))));
            out.flush();
            int ticks = 0;
            while (true) {
                var event = waiting.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
                if (event != null && event.length == 0) return;
                if (event == null && ++ticks % TICKS_TO_HEARTBEAT == 0) event = HEARTBEAT;
                if (event != null) out.write(event);
                if (lost && waiting.isEmpty()) {
                    lost = false;
                    out.write(watches.event("lost", Value.Fields.EMPTY));
                }
                if (event != null) out.flush();
                else tend();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void tend() {
        for (var watch : current()) watch.tend();
    }

    private List<Watch> current() {
        lock.lock();
        try {
            return List.copyOf(watched.values());
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        lock.lock();
        try {
            ended = true;
            for (var watch : watched.values()) watches.leave(watch, this);
            watched.clear();
        } finally {
            lock.unlock();
        }
        atEnd.run();
    }
}
