// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * MQTT 3.1.1. TS-0010 §6.2.
 *
 * @param opened ends with the first connection, before which the client would hold up whoever publishes
 * @param closing once true nobody connects again
 */
record WireThree(Mqtt3AsyncClient client, CompletableFuture<?> opened, AtomicBoolean closing) implements Wire {

    static Wire open(
            MqttClientBuilder builder,
            Login login,
            MqttClientConfig config,
            Consumer<Arrival> heard,
            AtomicBoolean closing) {
        var client = builder.useMqttVersion3()
                .simpleAuth(login.user().map(user -> auth(user, login)).orElse(null))
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> heard.accept(new Arrival(
                        each.getTopic().toString(), each.getPayloadAsBytes(), Optional.empty(), each::acknowledge)),
                Opening.DIRECT,
                true);
        var opened = client.connectWith()
                .cleanSession(!login.lasts())
                .keepAlive((int) config.keepAlive().toSeconds())
                .send();
        return new WireThree(client, opened, closing);
    }

    private static Mqtt3SimpleAuth auth(String user, Login login) {
        var auth = Mqtt3SimpleAuth.builder().username(user);
        return login.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }

    @Override
    public CompletableFuture<Void> subscribe(String filter) {
        return opened.thenCompose(_ -> Opening.done(client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()));
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        return opened.thenCompose(_ -> Opening.done(client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send()));
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public void close() {
        closing.set(true);
        Opening.await(client.disconnect());
    }
}
