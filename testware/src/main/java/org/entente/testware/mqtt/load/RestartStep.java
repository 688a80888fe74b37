// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.entente.testware.Octets;

/**
 * Publishes numbered messages to a session that lasts, restarts the broker in the middle, and says what became of the
 * messages that were acknowledged. What was not acknowledged is nobody's loss.
 */
record RestartStep(LoadScene scene, String subscriberId, String publisherId, String topic, int qos) {
    private static final int BEFORE = 200;
    private static final int AFTER = 200;
    private static final Duration BACK = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** How many messages had which fate. */
    record Fates(int acknowledged, int lost, int duplicated, int reordered) {}

    Fates perform() throws IOException {
        var account = new Account();
        Consumer<ByteBuffer> came = message -> account.came(message.getInt());
        var subscriber = connect(subscriberId, true, came);
        subscriber.subscribe(topic, qos);
        // Half of the messages wait in the session while their reader is away: only those can be lost by a restart.
        subscriber.close();
        var publisher = connect(publisherId, false, message -> {});
        for (int i = 0; i < BEFORE; i++) {
            publisher.publish(topic, number(i), qos, false);
        }
        publisher.settle();
        publisher.close();
        if (!scene.settings().restart().getAsBoolean()) {
            throw new IOException("the command that restarts the broker failed");
        }
        subscriber = again(subscriberId, true, came);
        publisher = again(publisherId, false, message -> {});
        if (!subscriber.sessionPresent()) {
            subscriber.subscribe(topic, qos);
        }
        for (int i = BEFORE; i < BEFORE + AFTER; i++) {
            publisher.publish(topic, number(i), qos, false);
        }
        publisher.settle();
        quiet(account);
        publisher.close();
        subscriber.close();
        connect(subscriberId, false, message -> {}).close();
        return new Fates(BEFORE + AFTER, account.lost(BEFORE + AFTER), account.duplicated(), account.reordered());
    }

    private static Octets number(int i) {
        return Octets.of(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
    }

    private LoadClient connect(String id, boolean lasting, Consumer<ByteBuffer> messages) throws IOException {
        var login = scene.login(id);
        return scene.connect(lasting ? login.lasting() : login, messages);
    }

    private LoadClient again(String id, boolean lasting, Consumer<ByteBuffer> messages) throws IOException {
        var end = System.nanoTime() + BACK.toNanos();
        while (true) {
            try {
                return connect(id, lasting, messages);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** Until all have come, or none has come for a while. */
    private static void quiet(Account account) {
        var before = -1;
        var since = System.nanoTime();
        while (account.different() < BEFORE + AFTER && System.nanoTime() - since < QUIET.toNanos()) {
            if (account.different() != before) {
                before = account.different();
                since = System.nanoTime();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
