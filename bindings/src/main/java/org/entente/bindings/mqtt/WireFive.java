// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** MQTT 5, which TS-0010 does not know: the same topics and payloads. */
final class WireFive {
    /** The user property in which our own broker says who sent a message; it lets no client's through. */
    static final String SENDER = "entente-sender";

    private WireFive() {}

    static Wire open(
            MqttClientBuilder builder,
            Login login,
            MqttClientConfig config,
            Consumer<Arrival> heard,
            Attempts attempts,
            AtomicBoolean closing) {
        var client = builder.useMqttVersion5()
                .simpleAuth(login.user().map(user -> auth(user, login)).orElse(null))
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                each -> heard.accept(new Arrival(
                        each.getTopic().toString(), each.getPayloadAsBytes(), sender(each), each::acknowledge)),
                Wire.DIRECT,
                true);
        var connect = client.connectWith()
                .cleanStart(!login.lasts())
                .keepAlive((int) config.keepAlive().toSeconds())
                .restrictions()
                .maximumPacketSize(config.messageBytes() + 1024)
                .applyRestrictions();
        var opened = (login.lasts() ? connect.noSessionExpiry() : connect).send();
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

    private static Optional<String> sender(Mqtt5Publish message) {
        for (var property : message.getUserProperties().asList())
            if (property.getName().toString().equals(SENDER))
                return Optional.of(property.getValue().toString());
        return Optional.empty();
    }

    private static Mqtt5SimpleAuth auth(String user, Login login) {
        var auth = Mqtt5SimpleAuth.builder().username(user);
        return login.password()
                .map(secret -> auth.password(secret.reveal().getBytes(UTF_8)).build())
                .orElseGet(auth::build);
    }
}
