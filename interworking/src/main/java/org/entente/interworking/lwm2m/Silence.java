// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;

/**
 * Devices that should always listen and yet do not answer. One lost answer says little, so the device is asked once more,
 * for as long as CoAP repeats a message, and only then it is away until it is heard of. Safe for many threads.
 */
final class Silence implements AutoCloseable {
    private final Function<Registration, Outcome> question;
    /** Volatile: set at the start, before which no device is there. */
    private volatile Optional<Devices> engine = Optional.empty();
    /** By endpoint; none of those that answer. */
    private final Map<String, Doubt> doubts = new ConcurrentHashMap<>();
    /** Devices are lost and heard of on several threads; told under this lock, the last word is the true one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param question that every device can answer; how it was answered is told here too */
    Silence(Function<Registration, Outcome> question) {
        this.question = question;
    }

    void start(Devices engine) {
        this.engine = Optional.of(engine);
    }

    /** Of one device, from a request without an answer to the next sign of life. */
    private static final class Doubt {
        /** Under the lock. */
        private boolean told;
    }

    /** A request ended without an answer. One that sleeps need not give any. */
    void unanswered(Registration client) {
        if (client.usesQueueMode()) return;
        var doubt = new Doubt();
        if (doubts.putIfAbsent(client.getEndpoint(), doubt) == null) threads.execute(() -> ask(client, doubt));
    }

    private void ask(Registration client, Doubt doubt) {
        // Whatever the device answers has ended the doubt.
        if (!(question.apply(client) instanceof Outcome.Unreachable(var reason))) return;
        // A hub that stops says nothing about its devices.
        if (Thread.currentThread().isInterrupted()) return;
        var device = client.getEndpoint();
        guarded(() -> {
            if (doubts.get(device) != doubt) return;
            doubt.told = true;
            engine.ifPresent(told -> {
                told.silent(device);
                told.misbehaved(device, "does not answer: " + reason);
            });
        });
    }

    /** It answered, or said something by itself. */
    void heard(Registration client) {
        var device = client.getEndpoint();
        if (!doubts.containsKey(device)) return;
        guarded(() -> {
            var doubt = doubts.remove(device);
            if (doubt != null && doubt.told) engine.ifPresent(told -> told.seen(device));
        });
    }

    /** It registered anew or left, of which the engine is told by others. */
    void forget(Registration client) {
        guarded(() -> doubts.remove(client.getEndpoint()));
    }

    /** To an engine that has only now heard of the device. */
    void repeat(Registration client) {
        var device = client.getEndpoint();
        guarded(() -> {
            var doubt = doubts.get(device);
            if (doubt != null && doubt.told) engine.ifPresent(told -> told.silent(device));
        });
    }

    private void guarded(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
