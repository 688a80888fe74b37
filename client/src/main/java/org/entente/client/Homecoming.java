// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Opens a connection again that broke while nothing was to be sent over it, since notices come over it too. */
final class Homecoming implements AutoCloseable {
    private final Semaphore losses = new Semaphore(0);
    private final BooleanSupplier arrive;
    private final Pause pause;
    private final Thread thread;

    /** @param arrive sends something over the connection, and says whether that succeeded */
    Homecoming(BooleanSupplier arrive, Pause pause) {
        this.arrive = arrive;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("client-homecoming").start(this::run);
    }

    /** The connection is gone. */
    void lost() {
        losses.release();
    }

    private void run() {
        while (!pause.isOver()) {
            losses.acquireUninterruptibly();
            losses.drainPermits();
            do pause.take();
            while (!pause.isOver() && !arrive.getAsBoolean());
            pause.begin();
        }
    }

    @Override
    public void close() {
        losses.release();
        thread.interrupt();
    }
}
