// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.entente.interworking.Outcome;
import org.entente.security.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the broker that comes back by itself, with nothing of before: what was not sent is not sent late. MQTT
 * 5. Safe for many threads.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_FILTERS = 100;
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Broker broker;
    private final Ear ear;
    private final Mqtt5AsyncClient client;
    /** Volatile: whoever closes writes it, the library's thread reads it. */
    private volatile boolean closing;

    /** Called on the library's thread, one call after the other: a slow ear slows the connection and fills no memory. */
    interface Ear {
        void connected();

        void disconnected(String reason);

        void heard(Message message);
    }

    Connection(Broker broker, Ear ear) {
        this.broker = broker;
        this.ear = ear;
        this.client = builder(broker)
                .simpleAuth(broker.user().map(user -> auth(user, broker)).orElse(null))
                .addConnectedListener(context -> ear.connected())
                .addDisconnectedListener(this::gone)
                .buildAsync();
    }

    private static Mqtt5ClientBuilder builder(Broker broker) {
        var transport = MqttClient.builder()
                .identifier(broker.client())
                .transportConfig()
                .serverHost(broker.host())
                .serverPort(broker.port())
                .socketConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        if (broker.secure())
            transport = transport
                    .sslConfig()
                    .cipherSuites(Tls.SUITES)
                    .protocols(Tls.PROTOCOLS)
                    .keyManagerFactory(broker.tls().flatMap(its -> its.keys()).orElse(null))
                    .trustManagerFactory(
                            broker.tls().flatMap(its -> its.trust()).orElse(null))
                    .applySslConfig();
        return transport
                .applyTransportConfig()
                .automaticReconnect()
                .initialDelay(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .useMqttVersion5();
    }

    /** Connects, and tries again until it is closed. */
    void open() {
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> ear.heard(new Message(each.getTopic().toString(), each.getPayloadAsBytes(), each.isRetain())),
                Runnable::run);
        client.connectWith()
                .cleanStart(true)
                .keepAlive((int) KEEP_ALIVE.toSeconds())
                .restrictions()
                .maximumPacketSize(LARGEST_PACKET)
                .applyRestrictions()
                .send();
    }

    private static Mqtt5SimpleAuth auth(String user, Broker broker) {
        var auth = Mqtt5SimpleAuth.builder().username(user);
        return broker.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }

    private void gone(MqttClientDisconnectedContext context) {
        var again = context.getReconnector();
        if (closing) {
            again.reconnect(false);
            return;
        }
        // A command that was not sent in time must not be sent late.
        again.resubscribeIfSessionExpired(true).republishIfSessionExpired(false);
        var reason = String.valueOf(context.getCause().getMessage());
        // A broker that is down is one line, not one for each attempt.
        if (again.getAttempts() == 0) LOG.warn("things broker={} not connected: {}", broker, reason);
        ear.disconnected("the broker is not connected: " + reason);
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    void subscribe(Collection<String> topics) {
        var waiting = new ArrayList<>(topics);
        while (!waiting.isEmpty()) {
            var some = waiting.subList(0, Math.min(MOST_FILTERS, waiting.size()));
            var _ = client.subscribeWith()
                    .addSubscriptions(
                            some.stream().map(Connection::subscription).toList())
                    .send()
                    .whenComplete((done, failed) -> {
                        if (failed != null && isConnected())
                            LOG.warn("the broker refuses topics: {}", failed.getMessage());
                    });
            some.clear();
        }
    }

    private static Mqtt5Subscription subscription(String topic) {
        return Mqtt5Subscription.builder()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .noLocal(true)
                .build();
    }

    void unsubscribe(String topic) {
        client.unsubscribeWith().topicFilter(topic).send();
    }

    /** Ends when the broker has the message; it forgets what it could not bring within the time. */
    Outcome publish(String topic, byte[] payload, Duration within) {
        if (!isConnected()) return new Outcome.Unreachable("the broker is not connected");
        var sent = client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .messageExpiryInterval(Math.max(1, within.toSeconds()))
                .send();
        try {
            sent.get(within.toNanos(), TimeUnit.NANOSECONDS);
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
        closing = true;
        try {
            client.disconnect().get(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("mqtt closed without a goodbye: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
