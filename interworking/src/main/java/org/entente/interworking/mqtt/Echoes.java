// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hub's own words that a broker of MQTT 3.1.1 brings back, which nobody is to take for the thing's. Safe for many
 * threads.
 */
final class Echoes {
    /** A broker that swallows messages brings no echo of them. */
    private static final int MOST = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Said> expected = new ArrayDeque<>();

    private record Said(String topic, ByteBuffer payload) {}

    /** Noted before it is said, since the echo may be faster than the broker's acknowledgement. */
    void said(String topic, byte[] payload) {
        lock.lock();
        try {
            if (expected.size() == MOST) expected.removeFirst();
            expected.addLast(new Said(topic, ByteBuffer.wrap(payload.clone())));
        } finally {
            lock.unlock();
        }
    }

    /** Each word is own once: the thing may say the same after it. */
    boolean isOwn(Message message) {
        if (message.retained()) return false;
        lock.lock();
        try {
            return expected.remove(new Said(message.topic(), ByteBuffer.wrap(message.payload())));
        } finally {
            lock.unlock();
        }
    }
}
