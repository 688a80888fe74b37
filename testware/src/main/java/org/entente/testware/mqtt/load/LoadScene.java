// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.entente.testware.Profile;
import org.entente.testware.mqtt.Logins;
import org.entente.testware.mqtt.wire.Connect;
import org.entente.testware.mqtt.wire.Endpoint;

/** What the steps of measuring share: fresh names, who is told, and clients that all end at the bound of the run. */
final class LoadScene implements Closeable {
    private final Endpoint endpoint;
    private final Profile profile;
    private final LoadSettings settings;
    private final RandomGenerator random;
    private final Consumer<Measured> told;
    private final Set<LoadClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-watchdog").factory());
    private int names;
    /** Set by the watchdog's thread. */
    private volatile boolean over;

    LoadScene(
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
        var _ = watchdog.schedule(this::timeIsUp, settings.bound().toMillis(), TimeUnit.MILLISECONDS);
    }

    LoadSettings settings() {
        return settings;
    }

    void tell(String about, String what, double value, String unit) {
        told.accept(new Measured(about, what, value, unit));
    }

    String fresh() {
        return "load" + Long.toString(random.nextLong() >>> 8, 36) + "n" + names++;
    }

    String topic() {
        return "entente/" + fresh();
    }

    /** A login that no other client uses. */
    Connect login() {
        return login(fresh());
    }

    Connect login(String clientId) {
        return Logins.of(Connect.as(clientId), profile);
    }

    LoadClient connect(Connect login, Consumer<ByteBuffer> messages) throws IOException {
        if (over) {
            throw outOfTime();
        }
        var client = LoadClient.connect(endpoint, login, messages);
        clients.add(client);
        return client;
    }

    LoadClient subscriber(Consumer<ByteBuffer> messages) throws IOException {
        return connect(login(), messages);
    }

    LoadClient publisher() throws IOException {
        return connect(login(), message -> {});
    }

    static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Waits until so many have come, but not for ever. */
    static void drain(AtomicLong came, long until) {
        var end = System.nanoTime() + LoadSettings.DRAIN.toNanos();
        while (came.get() < until && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Waits until a moment of an open loop. */
    static void until(long due) {
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    boolean isOver() {
        return over;
    }

    IOException outOfTime() {
        return new IOException(
                "the run was ended after its bound of " + settings.bound().toSeconds() + " s");
    }

    /** Ends every wait, a blocked write included: the step that waits breaks off, and no other begins. */
    private void timeIsUp() {
        over = true;
        clients.forEach(LoadClient::abort);
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        clients.forEach(LoadClient::abort);
    }
}
