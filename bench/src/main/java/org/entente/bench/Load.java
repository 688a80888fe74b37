// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** Runs one action on many platform threads for a while, each beginning the next when the last is done. */
final class Load {
    private Load() {}

    /**
     * @param action is told which thread it runs on
     * @return how many were done in a second
     */
    static double perSecond(int threads, Duration length, IntConsumer action) throws InterruptedException {
        var done = new LongAdder();
        var start = new CountDownLatch(1);
        var all = new ArrayList<Thread>();
        long end = System.nanoTime() + length.toNanos();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(Thread.ofPlatform().start(() -> {
                await(start);
                for (; System.nanoTime() < end; done.increment()) action.accept(number);
            }));
        }
        long begin = System.nanoTime();
        start.countDown();
        for (var each : all) each.join();
        return done.sum() * 1e9 / (System.nanoTime() - begin);
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
