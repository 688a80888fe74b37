// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.entente.model.type.ResourceTypes;
import org.entente.security.TlsManagers;

/**
 * How a broker is spoken to.
 *
 * @param tls whom to trust and which certificate to show; empty for what Java trusts
 * @param connect how long to wait for a connection
 * @param keepAlive a connection that is silent for longer is asked whether it lives
 * @param messageBytes size of a message
 * @param waits the pause before the first attempt to connect again, and the longest
 * @param types whose attributes XML is read and written by
 */
public record MqttClientConfig(
        MqttVersion version,
        Optional<TlsManagers> tls,
        Duration connect,
        Duration keepAlive,
        int messageBytes,
        Waits waits,
        ResourceTypes types) {
    public static final MqttClientConfig DEFAULT = new MqttClientConfig(
            MqttVersion.V3_1_1,
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            4 * 1024 * 1024,
            new Waits(Duration.ofMillis(500), Duration.ofSeconds(30)),
            ResourceTypes.standard());

    /** The pauses between attempts to connect, which double. */
    public record Waits(Duration first, Duration longest) {}

    public MqttClientConfig withVersion(MqttVersion other) {
        return new MqttClientConfig(other, tls, connect, keepAlive, messageBytes, waits, types);
    }

    public MqttClientConfig withTls(TlsManagers managers) {
        return new MqttClientConfig(version, Optional.of(managers), connect, keepAlive, messageBytes, waits, types);
    }

    public MqttClientConfig withMessageBytes(int most) {
        return new MqttClientConfig(version, tls, connect, keepAlive, most, waits, types);
    }

    public MqttClientConfig withWaits(Waits others) {
        return new MqttClientConfig(version, tls, connect, keepAlive, messageBytes, others, types);
    }

    public MqttClientConfig withTypes(ResourceTypes others) {
        return new MqttClientConfig(version, tls, connect, keepAlive, messageBytes, waits, others);
    }
}
