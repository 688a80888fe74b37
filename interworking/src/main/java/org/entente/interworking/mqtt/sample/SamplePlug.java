// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A plug with a meter that speaks MQTT on topics of its own and prints what is done to it. */
public final class SamplePlug implements AutoCloseable {
    private static final String TOPIC = "home/sample-plug";
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final double WATTS = 42;

    private final PrintStream out;
    private final Mqtt3AsyncClient client;
    /** Everything that changes it happens here. */
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sample-plug").daemon().factory());

    private boolean on;
    private double watts;
    private double kilowattHours = 1.25;

    private SamplePlug(int port, PrintStream out) {
        this.out = out;
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("sample-plug")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
    }

    /** Connects to the broker at this port of this machine, and begins to change. */
    public static SamplePlug start(int port, PrintStream out) {
        var plug = new SamplePlug(port, out);
        plug.begin();
        return plug;
    }

    private void begin() {
        client.connectWith()
                .willPublish()
                .topic(TOPIC + "/status")
                .payload("offline".getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .applyWillPublish()
                .send()
                .join();
        client.subscribeWith()
                .topicFilter(TOPIC + "/relay/set")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(command -> ticks.execute(() -> told(command)))
                .send()
                .join();
        say("status", "online");
        var _ = ticks.scheduleAtFixedRate(this::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A file for {@code interworking.mapping-files} that says what it is. */
    public static String description() {
        try (var in = Objects.requireNonNull(SamplePlug.class.getResourceAsStream("plug.yaml"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void told(Mqtt3Publish command) {
        var word = new String(command.getPayloadAsBytes(), UTF_8);
        if (!word.equals("ON") && !word.equals("OFF")) return;
        on = word.equals("ON");
        out.println("sample-plug: " + (on ? "on" : "off"));
        tick();
    }

    /** What is plugged in warms up, and the meter counts. */
    private void tick() {
        watts = on ? Math.min(WATTS, watts + WATTS / 4) : 0;
        kilowattHours += watts * PERIOD.toMillis() / 3_600_000 / 1000;
        say(
                "state",
                "{\"relay\":\"" + (on ? "ON" : "OFF") + "\",\"meter\":{\"power\":" + watts + ",\"energy\":"
                        + kilowattHours + "}}");
    }

    private void say(String topic, String payload) {
        var _ = client.publishWith()
                .topic(TOPIC + "/" + topic)
                .payload(payload.getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .send();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        client.disconnect()
                .completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
