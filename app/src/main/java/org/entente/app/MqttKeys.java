// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.address;
import static org.entente.app.Key.arrayBytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.text;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.mqtt.BrokerConfig;
import org.entente.bindings.mqtt.MqttClientConfig;
import org.entente.bindings.mqtt.MqttListener;
import org.entente.bindings.mqtt.MqttVersion;
import org.entente.bindings.mqtt.TopicTrust;
import org.entente.bindings.wire.Overload;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;

/** MQTT: the hub's own broker, and somebody else's. */
final class MqttKeys {
    private static final BrokerConfig.Limits LIMITS = BrokerConfig.Limits.DEFAULT;
    private static final Duration DUPLICATES_FOR = Duration.ofMinutes(5);
    private static final int MOST = 1_000_000;

    static final Key<Boolean> LISTEN =
            truth("mqtt.listen", false, "Whether the hub runs an MQTT broker of its own (TS-0010).");
    static final Key<String> HOST = text("mqtt.host", "127.0.0.1", "The address that the broker listens on.");
    static final Key<Integer> PORT = whole(
            "mqtt.port", 1883, 0, 65535, "The broker's port; 0 takes any free one. With http.tls it speaks TLS only.");
    static final Key<HttpKeys.AdmissionChoice> ADMISSION = oneOf(
            "mqtt.admission",
            HttpKeys.AdmissionChoice.AUTO,
            "Whether a credential is needed: auto asks for one unless the broker listens on loopback only.");
    static final Key<String> BROKER_URL = address(
            "mqtt.broker-url",
            "mqtts://broker.example:8883",
            List.of("mqtt", "mqtts"),
            "A broker elsewhere over which the hub is reached too, such as mqtts://broker.example:8883; empty for none.");
    static final Key<String> BROKER_USER =
            text("mqtt.broker-user", "", "The hub's user at that broker; empty to name none.");
    static final Key<String> BROKER_PASSWORD =
            text("mqtt.broker-password-file", "", "A file whose first line is that user's password.");
    static final Key<TopicTrust> BROKER_TOPICS = oneOf(
            "mqtt.broker-topics",
            TopicTrust.CLAIMED,
            "What the originator in a topic of that broker is worth: proven if it lets everybody use their own topics"
                    + " alone.");
    static final Key<MqttVersion> VERSION =
            oneOf("mqtt.version", MqttVersion.V3_1_1, "The version of MQTT that is spoken to brokers elsewhere.");
    static final Key<Duration> DUPLICATES = duration(
            "mqtt.duplicates",
            DUPLICATES_FOR,
            "For how long a request that a broker brings again is answered as before, and not done again.");
    static final Key<Long> MESSAGE =
            arrayBytes("mqtt.limits.message", LIMITS.messageBytes(), "The largest packet that the broker takes.");
    static final Key<Integer> CONNECTIONS = whole(
            "mqtt.limits.connections",
            LIMITS.connections(),
            1,
            MOST,
            "How many connections to the broker may be open.");
    static final Key<Integer> PER_ADDRESS = whole(
            "mqtt.limits.connections-per-address",
            LIMITS.connectionsPerAddress(),
            1,
            MOST,
            "How many connections one address may have open.");
    static final Key<Integer> RATE = whole(
            "mqtt.limits.packets-per-second",
            LIMITS.packetsPerSecond(),
            1,
            MOST,
            "How many packets of one connection are read in a second; more are read later.");
    static final Key<Duration> SESSION = duration(
            "mqtt.limits.session", LIMITS.session(), "How long the broker keeps what is for a client that is away.");
    static final Key<Long> WAITING = arrayBytes(
            "mqtt.limits.waiting", LIMITS.waitingBytes(), "How much may wait in the broker for all clients.");

    static final List<Key<?>> ALL = List.of(
            LISTEN,
            HOST,
            PORT,
            ADMISSION,
            BROKER_URL,
            BROKER_USER,
            BROKER_PASSWORD,
            BROKER_TOPICS,
            VERSION,
            DUPLICATES,
            MESSAGE,
            CONNECTIONS,
            PER_ADDRESS,
            RATE,
            SESSION,
            WAITING);

    static final List<Rule> FILES =
            List.of(Rule.file(BROKER_PASSWORD, Secret::in).where(BROKER_URL, config -> config.names(BROKER_URL)));

    private MqttKeys() {}

    /** How our own broker listens; empty if there is none. */
    static Optional<BrokerConfig> broker(Configuration config, Path data) {
        if (!config.value(LISTEN)) return Optional.empty();
        var limits = new BrokerConfig.Limits(
                Math.toIntExact(config.value(MESSAGE)),
                config.value(CONNECTIONS),
                config.value(PER_ADDRESS),
                config.value(RATE),
                LIMITS.hello(),
                config.value(SESSION),
                Math.toIntExact(config.value(WAITING)));
        var host = config.value(HOST);
        return Optional.of(new BrokerConfig(
                host,
                config.value(PORT),
                config.value(ADMISSION).at(host),
                TlsKeys.server(config),
                data.resolve("mqtt"),
                limits));
    }

    /** The hub at a broker elsewhere; empty if none is named. */
    static Optional<MqttListener> elsewhere(
            Configuration config,
            Credentials credentials,
            Overload overload,
            ResourceTypes types,
            LocalEntities entities) {
        if (config.value(BROKER_URL).isEmpty()) return Optional.empty();
        return Optional.of(MqttListener.at(
                URI.create(config.value(BROKER_URL)),
                Optional.of(config.value(BROKER_USER)).filter(user -> !user.isEmpty()),
                password(config),
                config.value(BROKER_TOPICS),
                CseConfiguration.home(config),
                credentials,
                entities,
                settings(config, overload, types)));
    }

    private static Optional<Secret> password(Configuration config) {
        var file = config.value(BROKER_PASSWORD);
        return file.isEmpty() ? Optional.empty() : Optional.of(Secret.in(Path.of(file)));
    }

    static MqttListener.Settings settings(Configuration config, Overload overload, ResourceTypes types) {
        return new MqttListener.Settings(
                client(config, types), config.value(DUPLICATES), config.value(HttpKeys.DRAIN), overload);
    }

    /** How brokers elsewhere are spoken to. */
    static MqttClientConfig client(Configuration config, ResourceTypes types) {
        var plain = MqttClientConfig.DEFAULT
                .withVersion(config.value(VERSION))
                .withMessageBytes(Math.toIntExact(config.value(MESSAGE)))
                .withTypes(types);
        return TlsKeys.clientManagers(config).map(plain::withTls).orElse(plain);
    }
}
