// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * MQTT 3.1.1, in which the broker brings the hub its own words too, and nothing expires in it.
 *
 * @param subscribed the topics that the hub listens to
 */
record ThreeSession(Mqtt3AsyncClient client, Set<String> subscribed, Echoes echoes) implements Session {

    static ThreeSession of(MqttClientBuilder builder, Broker broker, Consumer<Message> heard) {
        var client = builder.useMqttVersion3()
                .simpleAuth(broker.user().map(user -> auth(user, broker)).orElse(null))
                .buildAsync();
        var echoes = new Echoes();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> {
                    var message = new Message(each.getTopic().toString(), each.getPayloadAsBytes(), each.isRetain());
                    if (!echoes.isOwn(message)) heard.accept(message);
                },
                Runnable::run);
        return new ThreeSession(client, ConcurrentHashMap.newKeySet(), echoes);
    }

    private static Mqtt3SimpleAuth auth(String user, Broker broker) {
        var auth = Mqtt3SimpleAuth.builder().username(user);
        return broker.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }

    @Override
    public void open() {
        client.connectWith()
                .cleanSession(true)
                .keepAlive((int) KEEP_ALIVE.toSeconds())
                .send();
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> subscribe(List<String> topics) {
        subscribed.addAll(topics);
        return client.subscribeWith()
                .addSubscriptions(
                        topics.stream().map(ThreeSession::subscription).toList())
                .send();
    }

    private static Mqtt3Subscription subscription(String topic) {
        return Mqtt3Subscription.builder()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .build();
    }

    @Override
    public void unsubscribe(String topic) {
        subscribed.remove(topic);
        client.unsubscribeWith().topicFilter(topic).send();
    }

    @Override
    public CompletableFuture<?> publish(String topic, byte[] payload, Duration within) {
        if (subscribed.contains(topic)) echoes.said(topic, payload);
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    @Override
    public CompletableFuture<?> close() {
        return client.disconnect();
    }
}
