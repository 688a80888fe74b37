// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up a thread of a test until another one has come as far as it should. */
final class Gate {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch latch = new CountDownLatch(1);

    void open() {
        latch.countDown();
    }

    void pass() {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("nobody opened the gate");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
