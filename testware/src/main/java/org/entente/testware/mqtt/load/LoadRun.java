// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.entente.testware.Octets;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.Logins;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;

/** Measures a broker step by step, over the wire alone. */
public final class LoadRun {
    private static final int[] SIZES = {16, 1024, 65_536};
    private static final int LATENCY_BYTES = 256;
    private static final int FILTERS = 200;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final Profile profile;
    private final LoadSettings settings;
    private final RandomGenerator random;
    private final Consumer<Measured> told;
    private int names;

    /**
     * Prepares a run.
     *
     * @param told hears each number as soon as it is known
     */
    public LoadRun(
            Endpoint endpoint,
            Profile profile,
            LoadSettings settings,
            RandomGenerator random,
            Consumer<Measured> told) {
        this.endpoint = endpoint;
        this.profile = profile;
        this.settings = settings;
        this.random = random;
        this.told = told;
    }

    /** Every step in turn; a broker that breaks down ends the run. */
    public void perform() throws IOException {
        connections();
        for (int qos = 0; qos <= 2; qos++) {
            for (var size : SIZES) {
                throughput(qos, size);
            }
        }
        for (int qos = 0; qos <= 2; qos++) {
            latency(qos);
        }
        retained();
        wildcards();
        storm();
        if (settings.soak().isPositive()) {
            soak();
        }
        if (settings.restarts()) {
            restart(1);
            restart(2);
        }
    }

    private void tell(String about, String what, double value, String unit) {
        told.accept(new Measured(about, what, value, unit));
    }

    private String fresh() {
        return "load" + Long.toString(random.nextLong() >>> 8, 36) + "n" + names++;
    }

    private String topic() {
        return "entente/" + fresh();
    }

    private LoadClient client(Consumer<ByteBuffer> messages) throws IOException {
        return LoadClient.connect(endpoint, Logins.of(Connect.as(fresh()), profile), messages);
    }

    private LoadClient publisher() throws IOException {
        return client(message -> {});
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void connections() throws IOException {
        var clients = new ArrayList<LoadClient>();
        var nanos = new long[settings.connections()];
        var begin = System.nanoTime();
        try {
            for (int i = 0; i < nanos.length; i++) {
                var one = System.nanoTime();
                clients.add(publisher());
                nanos[i] = System.nanoTime() - one;
            }
            var took = seconds(begin);
            clients.getFirst().ping();
            tell(nanos.length + " connections, one by one", "rate", nanos.length / took, "/s");
            tell(nanos.length + " connections, one by one", "p99", new Percentiles(nanos).millis(99), "ms");
        } finally {
            close(clients);
        }
    }

    private static void close(List<LoadClient> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    /** As much as one publisher can push through to one subscriber; what is acknowledged paces QoS 1 and 2. */
    private void throughput(int qos, int size) throws IOException {
        var topic = topic();
        var came = new AtomicLong();
        // What never comes is waited for: that wait must not count as slowness.
        var last = new AtomicLong();
        Consumer<ByteBuffer> messages = message -> {
            came.incrementAndGet();
            last.set(System.nanoTime());
        };
        try (var subscriber = client(messages);
                var publisher = publisher()) {
            subscriber.subscribe(topic, qos);
            var payload = Octets.of(new byte[size]);
            var begin = System.nanoTime();
            var end = begin + settings.step().toNanos();
            long sent = 0;
            while (System.nanoTime() < end) {
                publisher.publish(topic, payload, qos, false);
                sent++;
                if (qos == 0 && sent - came.get() > 5_000) {
                    // QoS 0 has no pace of its own: without this it measures how fast a broker drops.
                    drain(came, sent - 2_500);
                }
            }
            drain(came, sent);
            var about = "throughput QoS " + qos + ", " + size + " bytes";
            tell(about, "delivered", came.get() / ((last.get() - begin) / 1e9), "messages/s");
            if (came.get() != sent) {
                tell(about, "not delivered", (double) sent - came.get(), "messages");
            }
        }
    }

    private static void drain(AtomicLong came, long until) {
        var end = System.nanoTime() + DRAIN.toNanos();
        while (came.get() < until && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Messages leave on time, whatever comes back: a stall shows in all that it held up. */
    private void latency(int qos) throws IOException {
        var topic = topic();
        var count = (int) (settings.ratePerSecond() * settings.step().toMillis() / 1000);
        var nanos = new long[count];
        var came = new AtomicLong();
        Consumer<ByteBuffer> messages = message -> {
            var at = (int) came.getAndIncrement();
            if (at < count) {
                nanos[at] = System.nanoTime() - message.getLong();
            }
        };
        try (var subscriber = client(messages);
                var publisher = publisher()) {
            subscriber.subscribe(topic, qos);
            var begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                var due = begin + i * 1_000_000_000L / settings.ratePerSecond();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                var payload = ByteBuffer.allocate(LATENCY_BYTES).putLong(due).array();
                publisher.publish(topic, Octets.of(payload), qos, false);
            }
            drain(came, count);
            var found = new Percentiles(Arrays.copyOf(nanos, (int) Math.min(count, came.get())));
            var about = "latency QoS " + qos + " at " + settings.ratePerSecond() + "/s";
            for (var percent : new double[] {50, 90, 99, 99.9}) {
                tell(
                        about,
                        "p" + (percent == 99.9 ? "99.9" : String.valueOf((int) percent)),
                        found.millis(percent),
                        "ms");
            }
            if (found.count() < count) {
                tell(about, "not delivered", count - found.count(), "messages");
            }
        }
    }

    private void retained() throws IOException {
        var root = topic();
        var payload = Octets.utf8("retained");
        try (var publisher = publisher()) {
            var begin = System.nanoTime();
            for (int i = 0; i < settings.retained(); i++) {
                publisher.publish(root + "/" + i, payload, 1, true);
            }
            publisher.settle();
            tell(
                    settings.retained() + " retained messages",
                    "stored",
                    settings.retained() / seconds(begin),
                    "messages/s");
            var came = new AtomicLong();
            try (var subscriber = client(message -> came.incrementAndGet())) {
                begin = System.nanoTime();
                subscriber.subscribe(root + "/#", 0);
                drain(came, settings.retained());
                tell(settings.retained() + " retained messages", "all delivered after", seconds(begin) * 1000, "ms");
                tell(
                        settings.retained() + " retained messages",
                        "missing",
                        (double) settings.retained() - came.get(),
                        "messages");
            }
            for (int i = 0; i < settings.retained(); i++) {
                publisher.publish(root + "/" + i, Octets.NONE, 1, true);
            }
            publisher.settle();
        }
    }

    private void wildcards() throws IOException {
        var root = topic();
        var came = new AtomicLong();
        try (var subscriber = client(message -> came.incrementAndGet());
                var publisher = publisher()) {
            for (int i = 0; i < FILTERS; i++) {
                subscriber.subscribe(root + "/+/" + i, 0);
            }
            var begin = System.nanoTime();
            var end = begin + settings.step().toNanos();
            long sent = 0;
            while (System.nanoTime() < end) {
                publisher.publish(root + "/x/" + sent % FILTERS, Octets.utf8("w"), 1, false);
                sent++;
            }
            drain(came, sent);
            tell(FILTERS + " filters with wildcards", "delivered", came.get() / seconds(begin), "messages/s");
        }
    }

    /** All clients lose their connections at once, and all come back at once. */
    private void storm() throws IOException {
        var clients = new ArrayList<LoadClient>();
        for (int i = 0; i < settings.connections(); i++) {
            clients.add(publisher());
        }
        close(clients);
        var begin = System.nanoTime();
        var back = new AtomicLong();
        var again = Collections.synchronizedList(new ArrayList<LoadClient>());
        var logins = new ArrayList<Connect>();
        for (int i = 0; i < settings.connections(); i++) {
            logins.add(Logins.of(Connect.as(fresh()), profile));
        }
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var login : logins) {
                tasks.execute(() -> {
                    try {
                        again.add(LoadClient.connect(endpoint, login, message -> {}));
                        back.incrementAndGet();
                    } catch (IOException e) {
                        // Counted by its absence below.
                        return;
                    }
                });
            }
        }
        var about = "storm of " + settings.connections() + " clients";
        tell(about, "all back after", seconds(begin) * 1000, "ms");
        tell(about, "not back", (double) settings.connections() - back.get(), "clients");
        close(again);
    }

    /** A steady load, looked at every second: memory that grows all the time is a leak. */
    private void soak() throws IOException {
        var topic = topic();
        var came = new AtomicLong();
        try (var subscriber = client(message -> came.incrementAndGet());
                var publisher = publisher()) {
            subscriber.subscribe(topic, 1);
            var times = new ArrayList<Double>();
            var memory = new ArrayList<Double>();
            var begin = System.nanoTime();
            long sent = 0;
            while (System.nanoTime() - begin < settings.soak().toNanos()) {
                var due = begin + sent * 1_000_000_000L / settings.ratePerSecond();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                publisher.publish(topic, Octets.of(new byte[LATENCY_BYTES]), 1, false);
                sent++;
                if (sent % settings.ratePerSecond() == 0 && settings.process().isPresent()) {
                    times.add(seconds(begin));
                    memory.add(Memory.kilobytes(settings.process().getAsLong()));
                }
            }
            drain(came, sent);
            tell("soak", "not delivered", (double) sent - came.get(), "messages");
            if (times.size() > 2) {
                var slope = Percentiles.slope(doubles(times), doubles(memory));
                tell("soak", "memory grows by", slope, "kB/s");
            }
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Numbered messages while the broker goes down and comes back: what became of each. */
    private void restart(int qos) throws IOException {
        var result = new RestartStep(endpoint, profile, settings, fresh(), fresh(), topic(), qos).perform();
        var about = "restart at QoS " + qos;
        tell(about, "acknowledged", result.acknowledged(), "messages");
        tell(about, "lost", result.lost(), "messages");
        tell(about, "duplicated", result.duplicated(), "messages");
        tell(about, "reordered", result.reordered(), "messages");
    }
}
