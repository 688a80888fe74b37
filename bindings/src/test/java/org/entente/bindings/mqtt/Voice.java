// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that publishes and hears whatever it is told. */
final class Voice implements AutoCloseable {
    private final BlockingQueue<Arrival> heard = new LinkedBlockingQueue<>();
    private final Wire wire;
    private byte[] last = {};

    Voice(URI broker, Login login) {
        this(broker, login, MqttVersion.V3_1_1);
    }

    Voice(URI broker, Login login, MqttVersion version) {
        wire = Wire.open(
                new InetSocketAddress(broker.getHost(), broker.getPort()),
                false,
                login,
                AtBroker.CLIENT.withVersion(version),
                arrival -> {
                    arrival.acknowledge().run();
                    heard.add(arrival);
                });
    }

    Voice listen(String filter) throws Exception {
        wire.subscribe(filter).get(AtBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    Voice say(String topic, byte[] payload) throws Exception {
        wire.publish(topic, payload).get(AtBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /** The topic of the next message, whose payload is {@link #last} then. */
    String hear() throws InterruptedException {
        var next = heard.poll(AtBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing came");
        last = next.payload();
        return next.topic();
    }

    String last() {
        return new String(last, UTF_8);
    }

    byte[] lastBytes() {
        return last;
    }

    boolean isConnected() {
        return wire.isConnected();
    }

    @Override
    public void close() {
        wire.close();
    }
}
