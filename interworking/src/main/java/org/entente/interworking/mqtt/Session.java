// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.entente.security.Tls;
import org.entente.security.TlsManagers;

/** One connection to the broker, from its first packet to its last, in one version of MQTT. Safe for many threads. */
sealed interface Session permits FiveSession, ThreeSession {
    Duration CONNECT = Duration.ofSeconds(10);
    Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** What is told of it, on the library's thread, one call after the other. */
    interface Events {
        void began();

        void heard(Message message);

        /** Told once, also when it never began. */
        void ended(Throwable cause);
    }

    /** Begins with nothing of before. */
    void open();

    boolean isConnected();

    CompletableFuture<?> subscribe(List<String> topics);

    void unsubscribe(String topic);

    /**
     * Ends when the broker has the message, or fails.
     *
     * @param within after this time nobody is to get it any more
     */
    CompletableFuture<?> publish(String topic, byte[] payload, Duration within);

    CompletableFuture<?> close();

    /** The versions of MQTT, the preferred one first. */
    enum Version {
        FIVE("MQTT 5"),
        THREE("MQTT 3.1.1");

        private final String word;

        Version(String word) {
            this.word = word;
        }

        Session session(Broker broker, Events events) {
            var builder = builder(broker, events);
            return switch (this) {
                case FIVE -> FiveSession.of(builder, broker, events::heard);
                case THREE -> ThreeSession.of(builder, broker, events::heard);
            };
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static MqttClientBuilder builder(Broker broker, Events events) {
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
                    .keyManagerFactory(broker.tls().flatMap(TlsManagers::keys).orElse(null))
                    .trustManagerFactory(
                            broker.tls().flatMap(TlsManagers::trust).orElse(null))
                    .applySslConfig();
        return transport
                .applyTransportConfig()
                .addConnectedListener(_ -> events.began())
                .addDisconnectedListener(context -> events.ended(context.getCause()));
    }
}
