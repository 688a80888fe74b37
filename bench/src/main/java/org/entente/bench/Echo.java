// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.util.concurrent.TimeUnit;

/** A client of a broker that sends itself messages, with the guarantees that a request over MQTT has. Belongs to one thread. */
final class Echo implements Crew.Member {
    private static final int PATIENCE_SECONDS = 30;

    private final Mqtt3BlockingClient client;
    private final Mqtt3BlockingClient.Mqtt3Publishes heard;
    private final String topic;
    private final byte[] payload;

    Echo(int port, int number, byte[] payload) {
        this.topic = "echo/" + number;
        this.payload = payload;
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("echo" + number)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        // Kept like that of the hub, so that the broker has each message on its disk first.
        client.connectWith().cleanSession(false).send();
        this.heard = client.publishes(MqttGlobalPublishFilter.ALL);
        client.subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    /** @throws IllegalStateException if it does not come back */
    @Override
    public void ask() throws InterruptedException {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
        if (heard.receive(PATIENCE_SECONDS, TimeUnit.SECONDS).isEmpty())
            throw new IllegalStateException("the broker lost a message");
    }

    @Override
    public void leave() {
        heard.close();
        client.disconnect();
    }
}
