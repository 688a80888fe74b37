// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Many LwM2M devices on one thread: they register, answer what they are asked, and report at a pace. */
final class Crowd implements AutoCloseable {
    // CoAP's transmission parameters. RFC 7252 §4.8
    private static final long ACK_TIMEOUT_NANOS = 2_000_000_000L;
    private static final double ACK_RANDOM_FACTOR = 1.5;
    private static final int MAX_RETRANSMIT = 4;
    private static final int LONGEST_DATAGRAM = 2048;
    private static final int PATIENCE_MILLIS = 5;

    private final int size;
    private final InetSocketAddress hub;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_DATAGRAM);
    private final SplittableRandom random = new SplittableRandom(Bed.SEED);
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray reported;
    private final Thread thread = Thread.ofPlatform().name("crowd").daemon().unstarted(this::run);
    private List<Thermometer> devices = List.of();

    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicInteger observed = new AtomicInteger();
    /** Volatile: who measures writes it, the crowd's thread reads it. */
    private volatile boolean isOpen = true;

    /** What a device does at a time. */
    private record Due(long nanos, Task task) {}

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    Crowd(int size, InetSocketAddress hub) throws IOException {
        this.size = size;
        this.hub = hub;
        this.reported = new AtomicLongArray(size);
        thread.start();
    }

    /** All at once, from new addresses: those that were there have forgotten everything. */
    void register() {
        nobodyIsThere();
        later(() -> {
            for (var device : devices) device.close();
            selector.selectNow(); // only now their sockets are given back
            dues.clear();
            var all = new ArrayList<Thermometer>();
            for (int i = 0; i < size; i++) all.add(new Thermometer(i, hub, selector));
            devices = all;
            nobodyIsThere(); // some may have been counted since
            for (var device : devices) transmit(device, device.ask(), 0, 0);
        });
    }

    private void nobodyIsThere() {
        registered.set(0);
        observed.set(0);
    }

    /** Each device once in the period, evenly. */
    void report(Duration period) {
        later(() -> {
            long now = System.nanoTime();
            for (var device : devices) report(device, now + period.toNanos() / size * device.number(), period);
        });
    }

    int registered() {
        return registered.get();
    }

    int observed() {
        return observed.get();
    }

    /** When a device reported last, by {@link System#nanoTime}. */
    long reportedNanos(int device) {
        return reported.get(device);
    }

    private void later(Task task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void transmit(Thermometer device, int id, int times, long timeout) throws IOException {
        if (times > 0 && !device.waits(id)) return;
        device.register(id);
        if (times == MAX_RETRANSMIT) return;
        long next = times == 0 ? (long) (ACK_TIMEOUT_NANOS * random.nextDouble(1, ACK_RANDOM_FACTOR)) : timeout * 2;
        dues.add(new Due(System.nanoTime() + next, () -> transmit(device, id, times + 1, next)));
    }

    private void report(Thermometer device, long at, Duration period) {
        dues.add(new Due(at, () -> {
            if (device.isObserved()) {
                reported.set(device.number(), System.nanoTime());
                device.report();
            }
            report(device, at + period.toNanos(), period);
        }));
    }

    private void run() {
        try {
            while (isOpen) {
                for (var task = tasks.poll(); task != null; task = tasks.poll()) task.run();
                while (!dues.isEmpty() && dues.peek().nanos() - System.nanoTime() <= 0)
                    dues.remove().task().run();
                selector.select(this::receive, PATIENCE_MILLIS);
            }
            for (var device : devices) device.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key) {
        try {
            var device = (Thermometer) key.attachment();
            boolean wasRegistered = device.isRegistered();
            boolean wasObserved = device.isObserved();
            device.receive(buffer);
            if (device.isRegistered() && !wasRegistered) registered.incrementAndGet();
            if (device.isObserved() && !wasObserved) observed.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        isOpen = false;
        selector.wakeup();
    }
}
