// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.entente.interworking.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the broker that comes back by itself, with nothing of before: what was not sent is not sent late. MQTT
 * 5, or 3.1.1 where the broker does not understand that. Safe for many threads.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_FILTERS = 100;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Broker broker;
    private final Ear ear;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private Session.Version version = Session.Version.FIVE;
    private int failures;
    /** Volatile: whoever closes writes it, the library's thread reads it. */
    private volatile boolean closing;
    /** Volatile: whoever opens the next writes it, everybody reads it. */
    private volatile Session session;

    /** Called on the library's thread, one call after the other: a slow ear slows the connection and fills no memory. */
    interface Ear {
        void connected();

        void disconnected(String reason);

        void heard(Message message);
    }

    /** @param threads one of which waits between two attempts */
    Connection(Broker broker, Ear ear, Executor threads) {
        this.broker = broker;
        this.ear = ear;
        this.threads = threads;
        this.session = version.session(broker, new Course());
    }

    /** Connects, and tries again until it is closed. */
    void open() {
        session.open();
    }

    /** What one session tells; the next one begins only after it has ended. */
    private final class Course implements Session.Events {
        private boolean began;

        @Override
        public void began() {
            began = true;
            LOG.info("things broker={} connected by {}", broker, version);
            failures = 0;
            ear.connected();
        }

        @Override
        public void heard(Message message) {
            ear.heard(message);
        }

        @Override
        public void ended(Throwable cause) {
            if (closing) return;
            var reason = String.valueOf(cause.getMessage());
            if (!began && version == Session.Version.FIVE && isMisunderstood(cause)) {
                LOG.info("things broker={} does not understand {}: {}", broker, version, reason);
                again(Session.Version.THREE, Duration.ZERO);
                return;
            }
            // A broker that is down is one line, not one for each attempt.
            if (failures == 0) LOG.warn("things broker={} not connected by {}: {}", broker, version, reason);
            ear.disconnected("the broker is not connected: " + reason);
            again(Session.Version.FIVE, FIRST_WAIT.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS)));
        }
    }

    /** Whether the broker was reached, and said that it speaks another version, nonsense or nothing. [MQTT 5 §3.1.2.2] */
    private static boolean isMisunderstood(Throwable cause) {
        return switch (cause) {
            case ConnectionFailedException _ -> false;
            case Mqtt5ConnAckException refused ->
                refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
            default -> true;
        };
    }

    private void again(Session.Version next, Duration wait) {
        version = next;
        lock.lock();
        try {
            if (!closing) threads.execute(() -> openAfter(wait));
        } finally {
            lock.unlock();
        }
    }

    private void openAfter(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lock.lock();
        try {
            if (closing) return;
            session = version.session(broker, new Course());
            session.open();
        } finally {
            lock.unlock();
        }
    }

    boolean isConnected() {
        return session.isConnected();
    }

    void subscribe(Collection<String> topics) {
        var all = List.copyOf(topics);
        for (int at = 0; at < all.size(); at += MOST_FILTERS) {
            var _ = session.subscribe(all.subList(at, Math.min(all.size(), at + MOST_FILTERS)))
                    .whenComplete((done, failed) -> {
                        if (failed != null && isConnected())
                            LOG.warn("the broker refuses topics: {}", failed.getMessage());
                    });
        }
    }

    void unsubscribe(String topic) {
        session.unsubscribe(topic);
    }

    /** Ends when the broker has the message; it forgets what it could not bring within the time, if it speaks MQTT 5. */
    Outcome publish(String topic, byte[] payload, Duration within) {
        var way = session;
        if (!way.isConnected()) return new Outcome.Unreachable("the broker is not connected");
        try {
            way.publish(topic, payload, within).get(within.toNanos(), TimeUnit.NANOSECONDS);
            return Outcome.DONE;
        } catch (ExecutionException e) {
            // Only an answer of the broker is a refusal.
            return e.getCause() instanceof Mqtt5MessageException answer
                    ? new Outcome.Denied("the broker refuses it: " + answer.getMessage())
                    : new Outcome.Unreachable(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return new Outcome.Unreachable("the broker did not take it in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("the hub stops");
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
        try {
            session.close().get(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("mqtt closed without a goodbye: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
