// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends scripted requests over kept-alive connections and measures the answers. Two threads, since one cannot fill what
 * it is compared with; raw sockets, since the client shares the cores with the server.
 */
final class Client {
    private static final int THREADS = 2;
    private static final long NAP_NANOS = 30_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final int port;
    private final int connections;
    private final Script.Source scripts;

    Client(int port, int connections, Script.Source scripts) {
        this.port = port;
        this.connections = connections;
        this.scripts = scripts;
    }

    /** How many answers came in how many seconds, and how long each took. */
    record Measured(long answers, double seconds, Latencies latencies) {
        double perSecond() {
            return answers / seconds;
        }
    }

    /** Each connection sends its next request when its answer is there. */
    Measured closed(Duration length) throws Exception {
        return run(length, 0);
    }

    /** Requests are due at a steady rate, whether or not answers come; a late start counts as latency. */
    Measured open(Duration length, double perSecond) throws Exception {
        return run(length, perSecond);
    }

    private Measured run(Duration length, double perSecond) throws Exception {
        int threads = Math.min(THREADS, connections);
        var connected = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var tasks = new ArrayList<Callable<Measured>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                long interval = perSecond > 0 ? (long) (1e9 * threads / perSecond) : 0;
                tasks.add(() -> new Worker(number, connections / threads, interval, length, connected).work());
            }
            var latencies = new Latencies();
            long answers = 0;
            double seconds = 0;
            for (var each : executor.invokeAll(tasks)) {
                var measured = each.get();
                answers += measured.answers();
                seconds = Math.max(seconds, measured.seconds());
                latencies.add(measured.latencies());
            }
            return new Measured(answers, seconds, latencies);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** One request and its head and body. */
    static String[] ask(int port, byte[] request) throws IOException {
        try (var selector = Selector.open();
                var wire = new Wire(port, selector)) {
            wire.send(request, 0);
            do selector.select();
            while (!wire.receive());
            return wire.answer();
        }
    }

    /** One thread's share. */
    private final class Worker {
        private final int connections;
        private final Script script;
        private final int number;
        private final long interval;
        private final Duration length;
        private final CyclicBarrier connected;
        private final Queue<Wire> idle = new ArrayDeque<>();
        private final Latencies latencies = new Latencies();
        private long end;
        private long due;
        private long answers;

        /**
         * @param interval between two requests in nanoseconds, 0 to send as soon as a connection is free
         * @param connected where all wait for each other before they begin
         */
        Worker(int number, int connections, long interval, Duration length, CyclicBarrier connected) {
            this.number = number;
            this.connections = connections;
            this.script = scripts.of(number);
            this.interval = interval;
            this.length = length;
            this.connected = connected;
        }

        Measured work() throws Exception {
            var wires = new ArrayList<Wire>();
            try (var selector = Selector.open()) {
                for (int i = 0; i < connections; i++) wires.add(new Wire(port, selector));
                idle.addAll(wires);
                connected.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
                long begin = System.nanoTime();
                end = begin + length.toNanos();
                due = begin + (long) (interval * ((double) number / THREADS));
                send();
                while (idle.size() < connections || System.nanoTime() < end) {
                    if (interval == 0) selector.select(this::receive, 1000);
                    else if (selector.selectNow(this::receive) == 0) LockSupport.parkNanos(NAP_NANOS);
                    send();
                    if (System.nanoTime() - end > PATIENCE_NANOS) throw new IOException("no answer came");
                }
                return new Measured(answers, (System.nanoTime() - begin) / 1e9, latencies);
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            } finally {
                for (var wire : wires) wire.close();
            }
        }

        private void send() throws IOException {
            while (!idle.isEmpty()) {
                long now = System.nanoTime();
                if (now >= end || (interval > 0 && now < due)) return;
                idle.remove().send(script.next(), interval > 0 ? due : System.nanoTime());
                due += interval;
            }
        }

        private void receive(SelectionKey key) {
            try {
                var wire = (Wire) key.attachment();
                if (!wire.receive()) return;
                latencies.add(System.nanoTime() - wire.due);
                answers++;
                idle.add(wire);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
