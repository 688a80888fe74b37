// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.entente.testware.Octets;

/** The steps about messages: how many go through, how long they take, what is retained, what matches. */
record MessageSteps(LoadScene scene) {
    private static final int LATENCY_BYTES = 256;
    private static final int FILTERS = 200;
    /** QoS 0 has no pace of its own: without this it measures how fast a broker drops. */
    private static final int UNSEEN = 5_000;

    /** As much as one publisher can push through to one subscriber; what is acknowledged paces QoS 1 and 2. */
    void throughput(int qos, int size) throws IOException {
        var topic = scene.topic();
        var came = new AtomicLong();
        // What never comes is waited for: that wait must not count as slowness.
        var last = new AtomicLong();
        Consumer<ByteBuffer> messages = message -> {
            came.incrementAndGet();
            last.set(System.nanoTime());
        };
        try (var subscriber = scene.subscriber(messages);
                var publisher = scene.publisher()) {
            subscriber.subscribe(topic, qos);
            var payload = Octets.of(new byte[size]);
            var begin = System.nanoTime();
            var end = begin + scene.settings().step().toNanos();
            long sent = 0;
            while (System.nanoTime() < end) {
                publisher.publish(topic, payload, qos, false);
                sent++;
                if (qos == 0 && sent - came.get() > UNSEEN) {
                    LoadScene.drain(came, sent - UNSEEN / 2);
                }
            }
            LoadScene.drain(came, sent);
            var about = "throughput QoS " + qos + ", " + size + " bytes";
            scene.tell(about, "delivered", came.get() * 1e9 / Math.max(1, last.get() - begin), "messages/s");
            if (came.get() != sent) {
                scene.tell(about, "not delivered", (double) sent - came.get(), "messages");
            }
        }
    }

    /** Messages leave on time, whatever comes back: a stall shows in all that it held up. */
    void latency(int qos) throws IOException {
        var topic = scene.topic();
        var count = (int)
                (scene.settings().ratePerSecond() * scene.settings().step().toMillis() / 1000);
        var nanos = new long[count];
        var came = new AtomicLong();
        Consumer<ByteBuffer> messages = message -> {
            var at = (int) came.getAndIncrement();
            if (at < count) {
                nanos[at] = System.nanoTime() - message.getLong();
            }
        };
        try (var subscriber = scene.subscriber(messages);
                var publisher = scene.publisher()) {
            subscriber.subscribe(topic, qos);
            var begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                var due = begin + i * 1_000_000_000L / scene.settings().ratePerSecond();
                LoadScene.until(due);
                var payload = ByteBuffer.allocate(LATENCY_BYTES).putLong(due).array();
                publisher.publish(topic, Octets.of(payload), qos, false);
            }
            LoadScene.drain(came, count);
            var found = new Percentiles(Arrays.copyOf(nanos, (int) Math.min(count, came.get())));
            var about = "latency QoS " + qos + " at " + scene.settings().ratePerSecond() + "/s";
            for (var percent : new double[] {50, 90, 99, 99.9}) {
                scene.tell(
                        about,
                        "p" + (percent == 99.9 ? "99.9" : String.valueOf((int) percent)),
                        found.millis(percent),
                        "ms");
            }
            if (found.count() < count) {
                scene.tell(about, "not delivered", count - found.count(), "messages");
            }
        }
    }

    void retained() throws IOException {
        var root = scene.topic();
        var payload = Octets.utf8("retained");
        try (var publisher = scene.publisher()) {
            var begin = System.nanoTime();
            for (int i = 0; i < scene.settings().retained(); i++) {
                publisher.publish(root + "/" + i, payload, 1, true);
            }
            publisher.settle();
            scene.tell(
                    scene.settings().retained() + " retained messages",
                    "stored",
                    scene.settings().retained() / LoadScene.seconds(begin),
                    "messages/s");
            var came = new AtomicLong();
            try (var subscriber = scene.subscriber(message -> came.incrementAndGet())) {
                begin = System.nanoTime();
                subscriber.subscribe(root + "/#", 0);
                LoadScene.drain(came, scene.settings().retained());
                scene.tell(
                        scene.settings().retained() + " retained messages",
                        "all delivered after",
                        LoadScene.seconds(begin) * 1000,
                        "ms");
                scene.tell(
                        scene.settings().retained() + " retained messages",
                        "missing",
                        (double) scene.settings().retained() - came.get(),
                        "messages");
            }
            for (int i = 0; i < scene.settings().retained(); i++) {
                publisher.publish(root + "/" + i, Octets.NONE, 1, true);
            }
            publisher.settle();
        }
    }

    void wildcards() throws IOException {
        var root = scene.topic();
        var came = new AtomicLong();
        try (var subscriber = scene.subscriber(message -> came.incrementAndGet());
                var publisher = scene.publisher()) {
            for (int i = 0; i < FILTERS; i++) {
                subscriber.subscribe(root + "/+/" + i, 0);
            }
            var begin = System.nanoTime();
            var end = begin + scene.settings().step().toNanos();
            long sent = 0;
            while (System.nanoTime() < end) {
                publisher.publish(root + "/x/" + sent % FILTERS, Octets.utf8("w"), 1, false);
                sent++;
            }
            LoadScene.drain(came, sent);
            scene.tell(
                    FILTERS + " filters with wildcards",
                    "delivered",
                    came.get() / LoadScene.seconds(begin),
                    "messages/s");
        }
    }
}
