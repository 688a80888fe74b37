// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.leshan.server.queue.PresenceListener;
import org.eclipse.leshan.server.queue.PresenceService;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Devices;

/** Devices in queue mode: they listen for a while after they were heard of, then sleep. OMA LwM2M 1.1 §6.5. */
final class Sleepers implements PresenceListener {
    private final PresenceService presence;
    private final Devices engine;
    /** Leshan tells of waking and sleeping on several threads; told under this lock, the last word is the true one. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition someoneWoke = lock.newCondition();

    Sleepers(PresenceService presence, Devices engine) {
        this.presence = presence;
        this.engine = engine;
    }

    /** @return whether the device listens, at once or before the time is over */
    boolean await(Registration device, Duration within) throws InterruptedException {
        lock.lock();
        try {
            var nanos = within.toNanos();
            while (!isAwake(device)) {
                if (nanos <= 0) return false;
                nanos = someoneWoke.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isAwake(Registration device) {
        return !device.usesQueueMode() || presence.isClientAwake(device);
    }

    @Override
    public void onAwake(Registration device) {
        lock.lock();
        try {
            engine.seen(device.getEndpoint());
            someoneWoke.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onSleeping(Registration device) {
        lock.lock();
        try {
            if (!isAwake(device)) engine.asleep(device.getEndpoint());
        } finally {
            lock.unlock();
        }
    }
}
