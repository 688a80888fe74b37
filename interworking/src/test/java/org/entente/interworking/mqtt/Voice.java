// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A thing at the broker, by MQTT 3.1.1 as most of them; it goes without a word, so that its will is told. */
final class Voice implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Voice(Venue broker, String name, String will, String last) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .simpleAuth()
                .username(Venue.USER)
                .password(Venue.PASSWORD.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connectWith()
                .willPublish()
                .topic(will)
                .payload(last.getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .applyWillPublish()
                .send()
                .join();
    }

    /** @param answer takes topic and payload on the client's thread */
    Voice listening(String filter, BiConsumer<String, String> answer) {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> {
                    var payload = new String(message.getPayloadAsBytes(), UTF_8);
                    heard.add(message.getTopic() + " " + payload);
                    answer.accept(message.getTopic().toString(), payload);
                })
                .send()
                .join();
        return this;
    }

    /** Does not wait: a client's own thread must not. */
    void say(String topic, String payload, boolean retained) {
        say(topic, payload.getBytes(UTF_8), retained);
    }

    void say(String topic, byte[] payload, boolean retained) {
        var _ = client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retained)
                .send();
    }

    /** What came until now, topic and payload. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() {
        var _ = client.disconnect();
    }
}
