// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entente.security.Tls;
import org.entente.security.TlsManagers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a broker that comes back by itself: what was subscribed is again, and what was published while it was
 * broken is sent then. All with QoS 1. Safe for many threads.
 *
 * @param client of either version of MQTT
 * @param opened ends with the first connection, before which the client would hold up whoever publishes
 * @param attempts what became of those to connect
 * @param closing once true nobody connects again
 * @param subscribing with the two functions after it: what the clients of both versions do without a common type
 */
record Wire(
        MqttClient client,
        CompletableFuture<?> opened,
        Attempts attempts,
        AtomicBoolean closing,
        Function<String, CompletableFuture<?>> subscribing,
        BiFunction<String, byte[], CompletableFuture<?>> publishing,
        Supplier<CompletableFuture<?>> disconnecting)
        implements AutoCloseable {
    static final MqttQos QOS = MqttQos.AT_LEAST_ONCE;

    /** The client's own thread does no more than hand over. */
    static final Executor DIRECT = Runnable::run;

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** @param heard takes each message on a thread of the client, which it must not hold up */
    static Wire open(
            InetSocketAddress broker, boolean secure, Login login, MqttClientConfig config, Consumer<Arrival> heard) {
        var closing = new AtomicBoolean();
        var attempts = new Attempts();
        var builder =
                builder(broker, secure, login, config).addDisconnectedListener(gone -> keep(gone, attempts, closing));
        return switch (config.version()) {
            case V3_1_1 -> WireThree.open(builder, login, config, heard, attempts, closing);
            case V5 -> WireFive.open(builder, login, config, heard, attempts, closing);
        };
    }

    /** Ends when the broker has agreed, or fails. */
    CompletableFuture<Void> subscribe(String filter) {
        return opened.thenCompose(_ -> done(subscribing.apply(filter)));
    }

    /** Ends when the broker has the message, or fails. */
    CompletableFuture<Void> publish(String topic, byte[] payload) {
        return opened.thenCompose(_ -> done(publishing.apply(topic, payload)));
    }

    /** Fails when the broker refuses us while there is no connection; otherwise it never ends. */
    CompletableFuture<?> refusal() {
        return isConnected() ? new CompletableFuture<>() : attempts.refusal();
    }

    /**
     * Why the time-out of somebody who waited is over.
     *
     * @param wanting what there was not, if there was a connection
     */
    String obstacle(String wanting, Duration timeout) {
        if (isConnected()) return wanting + " within " + timeout;
        return "no connection to the broker within " + timeout
                + attempts.last().map(why -> ": " + why).orElse("");
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public void close() {
        closing.set(true);
        await(disconnecting.get());
    }

    private static MqttClientBuilder builder(
            InetSocketAddress broker, boolean secure, Login login, MqttClientConfig config) {
        var transport = MqttClient.builder()
                .identifier(login.client())
                .transportConfig()
                .serverAddress(broker)
                .socketConnectTimeout(config.connect().toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(config.connect().toMillis(), TimeUnit.MILLISECONDS);
        if (secure)
            transport = transport
                    .sslConfig()
                    .cipherSuites(Tls.SUITES)
                    .protocols(Tls.PROTOCOLS)
                    .keyManagerFactory(config.tls().flatMap(TlsManagers::keys).orElse(null))
                    .trustManagerFactory(
                            config.tls().flatMap(TlsManagers::trust).orElse(null))
                    .applySslConfig();
        return transport
                .applyTransportConfig()
                .automaticReconnect()
                .initialDelay(config.waits().first().toMillis(), TimeUnit.MILLISECONDS)
                .maxDelay(config.waits().longest().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect();
    }

    /** A broker may forget its sessions when it starts again; nothing of ours is lost by it. */
    private static void keep(MqttClientDisconnectedContext gone, Attempts attempts, AtomicBoolean closing) {
        var again = gone.getReconnector();
        if (closing.get()) again.reconnect(false);
        if (!again.isReconnect()) return;
        boolean isNew = attempts.failed(gone.getCause());
        again.resubscribeIfSessionExpired(true).republishIfSessionExpired(true);
        // A broker that is down is one line, not one for each attempt; another reason is another line.
        if (again.getAttempts() == 0 || isNew)
            LOG.warn(
                    "mqtt connection lost broker={} reason={}",
                    gone.getClientConfig().getServerAddress(),
                    attempts.last().orElse(""));
    }

    /** Says goodbye, unless there is nobody to say it to. */
    private static void await(CompletableFuture<?> goodbye) {
        try {
            goodbye.get(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("mqtt closed without a goodbye: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> done(CompletableFuture<?> outcome) {
        return outcome.thenAccept(_ -> {});
    }
}
