// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** MQTT 5: the broker bounds packets, leaves out what the hub said itself, and has commands expire. */
record FiveSession(Mqtt5AsyncClient client) implements Session {
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;

    static FiveSession of(MqttClientBuilder builder, Broker broker, Consumer<Message> heard) {
        var client = builder.useMqttVersion5()
                .simpleAuth(broker.user().map(user -> auth(user, broker)).orElse(null))
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> heard.accept(
                        new Message(each.getTopic().toString(), each.getPayloadAsBytes(), each.isRetain())),
                Runnable::run);
        return new FiveSession(client);
    }

    private static Mqtt5SimpleAuth auth(String user, Broker broker) {
        var auth = Mqtt5SimpleAuth.builder().username(user);
        return broker.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }

    @Override
    public void open() {
        client.connectWith()
                .cleanStart(true)
                .keepAlive((int) KEEP_ALIVE.toSeconds())
                .restrictions()
                .maximumPacketSize(LARGEST_PACKET)
                .applyRestrictions()
                .send();
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> subscribe(List<String> topics) {
        return client.subscribeWith()
                .addSubscriptions(topics.stream().map(FiveSession::subscription).toList())
                .send();
    }

    private static Mqtt5Subscription subscription(String topic) {
        return Mqtt5Subscription.builder()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .noLocal(true)
                .build();
    }

    @Override
    public void unsubscribe(String topic) {
        client.unsubscribeWith().topicFilter(topic).send();
    }

    @Override
    public CompletableFuture<?> publish(String topic, byte[] payload, Duration within) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .messageExpiryInterval(Math.max(1, within.toSeconds()))
                .send();
    }

    @Override
    public CompletableFuture<?> close() {
        return client.disconnect();
    }
}
