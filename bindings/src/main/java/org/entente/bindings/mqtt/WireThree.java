// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** MQTT 3.1.1. TS-0010 §6.2. */
final class WireThree {
    private WireThree() {}

    static Wire open(
            MqttClientBuilder builder,
            Login login,
            MqttClientConfig config,
            Consumer<Arrival> heard,
            Attempts attempts,
            AtomicBoolean closing) {
        var client = builder.useMqttVersion3()
                .simpleAuth(login.user().map(user -> auth(user, login)).orElse(null))
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> heard.accept(new Arrival(
                        each.getTopic().toString(), each.getPayloadAsBytes(), Optional.empty(), each::acknowledge)),
                Wire.DIRECT,
                true);
        var opened = client.connectWith()
                .cleanSession(!login.lasts())
                .keepAlive((int) config.keepAlive().toSeconds())
                .send();
        return new Wire(
                client,
                opened,
                attempts,
                closing,
                filter ->
                        client.subscribeWith().topicFilter(filter).qos(Wire.QOS).send(),
                (topic, payload) -> client.publishWith()
                        .topic(topic)
                        .qos(Wire.QOS)
                        .payload(payload)
                        .send(),
                client::disconnect);
    }

    private static Mqtt3SimpleAuth auth(String user, Login login) {
        var auth = Mqtt3SimpleAuth.builder().username(user);
        return login.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }
}
