// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Response;

/**
 * How the engine treats the CSE, which has other originators too: few requests at once, however many devices appear
 * together, and again after a pause where the CSE was too busy. Safe for many threads.
 */
final class Manners {
    private static final int AT_ONCE = 32;
    private static final int TASKS_AT_ONCE = 16;
    private static final int ORDERS_AT_ONCE = 256;
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Semaphore tasks = new Semaphore(TASKS_AT_ONCE, true);
    private final Semaphore orders = new Semaphore(ORDERS_AT_ONCE, true);
    private final CountDownLatch hurry = new CountDownLatch(1);

    /** @return the last answer, also where the CSE stayed busy */
    Response request(Supplier<Response> sending) {
        return request(sending, places);
    }

    /** The same for what waits for a device: one that does not answer keeps no place of those that wait for none. */
    Response order(Supplier<Response> sending) {
        return request(sending, orders);
    }

    private Response request(Supplier<Response> sending, Semaphore room) {
        var response = once(sending, room);
        for (var pause : PAUSES) {
            if (response.code() != ResultCode.INTERNAL_SERVER_ERROR || !rest(pause)) return response;
            response = once(sending, room);
        }
        return response;
    }

    /**
     * Does what takes many requests for one device, when there is a place. Ten thousand devices that appear together and
     * were all in the middle of it would fill the memory with their stacks.
     */
    <T> T task(Supplier<T> task) {
        tasks.acquireUninterruptibly();
        try {
            return task.get();
        } finally {
            tasks.release();
        }
    }

    /** Nobody waits for a busy CSE any more. */
    void hurry() {
        hurry.countDown();
    }

    private static Response once(Supplier<Response> sending, Semaphore room) {
        room.acquireUninterruptibly();
        try {
            return sending.get();
        } finally {
            room.release();
        }
    }

    /** @return false if the engine stops meanwhile */
    boolean rest(Duration pause) {
        try {
            return !hurry.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
