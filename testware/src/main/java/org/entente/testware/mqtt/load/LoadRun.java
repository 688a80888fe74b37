// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.entente.testware.Octets;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;

/** Measures a broker step by step, over the wire alone, within the bound that its settings tell. */
public final class LoadRun {
    private static final int[] SIZES = {16, 1024, 65_536};
    private static final int SOAK_BYTES = 256;

    private final LoadScene scene;
    private final LoadSettings settings;

    private LoadRun(LoadScene scene) {
        this.scene = scene;
        this.settings = scene.settings();
    }

    /**
     * Every step in turn; a broker that breaks down ends the run.
     *
     * @param told hears each number as soon as it is known
     */
    public static void perform(
            Endpoint endpoint, Profile profile, LoadSettings settings, RandomGenerator random, Consumer<Measured> told)
            throws IOException {
        try (var scene = new LoadScene(endpoint, profile, settings, random, told)) {
            new LoadRun(scene).within();
        }
    }

    /** What a step says that was cut off is not why it broke off. */
    private void within() throws IOException {
        try {
            perform();
        } catch (IOException e) {
            throw scene.isOver() ? scene.outOfTime() : e;
        }
    }

    private void perform() throws IOException {
        connections();
        var messages = new MessageSteps(scene);
        for (int qos = 0; qos <= 2; qos++) {
            for (var size : SIZES) {
                messages.throughput(qos, size);
            }
        }
        for (int qos = 0; qos <= 2; qos++) {
            messages.latency(qos);
        }
        messages.retained();
        messages.wildcards();
        storm();
        if (settings.soak().isPositive()) {
            soak();
        }
        if (settings.restarts()) {
            restart(1);
            restart(2);
        }
    }

    private void connections() throws IOException {
        var clients = new ArrayList<LoadClient>();
        var nanos = new long[settings.connections()];
        var begin = System.nanoTime();
        try {
            for (int i = 0; i < nanos.length; i++) {
                var one = System.nanoTime();
                clients.add(scene.publisher());
                nanos[i] = System.nanoTime() - one;
            }
            var took = LoadScene.seconds(begin);
            clients.getFirst().ping();
            scene.tell(nanos.length + " connections, one by one", "rate", nanos.length / took, "/s");
            scene.tell(nanos.length + " connections, one by one", "p99", new Percentiles(nanos).millis(99), "ms");
        } finally {
            close(clients);
        }
    }

    private static void close(List<LoadClient> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    /** All clients lose their connections at once, and all come back at once. */
    private void storm() throws IOException {
        var clients = new ArrayList<LoadClient>();
        for (int i = 0; i < settings.connections(); i++) {
            clients.add(scene.publisher());
        }
        close(clients);
        var begin = System.nanoTime();
        var back = new AtomicLong();
        var again = Collections.synchronizedList(new ArrayList<LoadClient>());
        var logins = new ArrayList<Connect>();
        for (int i = 0; i < settings.connections(); i++) {
            logins.add(scene.login());
        }
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var login : logins) {
                tasks.execute(() -> {
                    try {
                        again.add(scene.connect(login, message -> {}));
                        back.incrementAndGet();
                    } catch (IOException e) {
                        // Counted by its absence below.
                        return;
                    }
                });
            }
        }
        var about = "storm of " + settings.connections() + " clients";
        scene.tell(about, "all back after", LoadScene.seconds(begin) * 1000, "ms");
        scene.tell(about, "not back", (double) settings.connections() - back.get(), "clients");
        close(again);
    }

    /** A steady load, looked at every second: memory that grows all the time is a leak. */
    private void soak() throws IOException {
        var topic = scene.topic();
        var came = new AtomicLong();
        try (var subscriber = scene.subscriber(message -> came.incrementAndGet());
                var publisher = scene.publisher()) {
            subscriber.subscribe(topic, 1);
            var times = new ArrayList<Double>();
            var memory = new ArrayList<Double>();
            var begin = System.nanoTime();
            long sent = 0;
            while (System.nanoTime() - begin < settings.soak().toNanos()) {
                var due = begin + sent * 1_000_000_000L / settings.ratePerSecond();
                LoadScene.until(due);
                publisher.publish(topic, Octets.of(new byte[SOAK_BYTES]), 1, false);
                sent++;
                if (sent % settings.ratePerSecond() == 0 && settings.process().isPresent()) {
                    times.add(LoadScene.seconds(begin));
                    memory.add(Memory.kilobytes(settings.process().getAsLong()));
                }
            }
            LoadScene.drain(came, sent);
            scene.tell("soak", "not delivered", (double) sent - came.get(), "messages");
            if (times.size() > 2) {
                var slope = Percentiles.slope(doubles(times), doubles(memory));
                scene.tell("soak", "memory grows by", slope, "kB/s");
            }
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Numbered messages while the broker goes down and comes back: what became of each. */
    private void restart(int qos) throws IOException {
        var result = new RestartStep(scene, scene.fresh(), scene.fresh(), scene.topic(), qos).perform();
        var about = "restart at QoS " + qos;
        scene.tell(about, "acknowledged", result.acknowledged(), "messages");
        scene.tell(about, "lost", result.lost(), "messages");
        scene.tell(about, "duplicated", result.duplicated(), "messages");
        scene.tell(about, "reordered", result.reordered(), "messages");
    }
}
