// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.concurrent.CountDownLatch;

/** Waits for the signal that ends the process, and holds the process until everything has been closed. */
final class Running {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** Until somebody sends the process a signal. */
    void await() throws InterruptedException {
        stopped.await();
    }

    /** Everything is closed: the process may go. */
    void ended() {
        ended.countDown();
    }

    private void stop() {
        stopped.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
