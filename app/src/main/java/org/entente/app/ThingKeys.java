// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.address;
import static org.entente.app.Key.text;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.interworking.mqtt.Broker;
import org.entente.interworking.mqtt.MqttAdapter;
import org.entente.interworking.mqtt.Things;
import org.entente.security.Pem;
import org.entente.security.Secret;

/** The broker of things that speak MQTT in a language of their own. */
final class ThingKeys {
    private static final int PLAIN = 1883;
    private static final int SECURE = 8883;

    static final Key<String> BROKER = address(
            "things.broker-url",
            "mqtt://127.0.0.1:1883",
            List.of("mqtt", "mqtts"),
            "The broker where things that speak MQTT are, such as mqtts://broker.example:8883; docs/mqtt-things.md.");
    static final Key<String> USER =
            text("things.broker-user", "", "The hub's user at that broker; empty to name none.");
    static final Key<String> PASSWORD =
            text("things.broker-password-file", "", "A file whose first line is that user's password.");
    static final Key<String> CERTIFICATES =
            text("things.certificates", "", "PEM file with the certificate and chain that the hub shows that broker.");
    static final Key<String> KEY = text("things.key", "", "PEM file with that certificate's private key.");
    static final Key<List<String>> ZIGBEE = new Key<>(
            "things.zigbee2mqtt",
            "",
            "list of texts",
            "The base topic of each zigbee2mqtt at that broker, mostly zigbee2mqtt.",
            text -> Key.list(text).stream().map(ThingKeys::base).toList());

    static final List<Key<?>> ALL = List.of(BROKER, USER, PASSWORD, CERTIFICATES, KEY, ZIGBEE);

    static final List<Rule> RULES = List.of(
            Rule.needing(ZIGBEE, BROKER),
            Rule.needing(PASSWORD, USER),
            Rule.both(CERTIFICATES, KEY),
            Rule.refusing(
                    List.of(BROKER, CERTIFICATES),
                    config -> config.names(CERTIFICATES) && config.names(BROKER) && !isSecure(config),
                    config -> CERTIFICATES.name() + " needs a " + BROKER.name() + " that begins with mqtts, not "
                            + config.value(BROKER)));
    static final List<Rule> FILES = Stream.of(
                    Rule.file(PASSWORD, Secret::in),
                    Rule.file(CERTIFICATES, Pem::certificates),
                    Rule.file(KEY, Pem::privateKey),
                    Rule.pair(CERTIFICATES, KEY))
            .map(rule -> rule.where(BROKER, config -> config.names(BROKER)))
            .toList();

    private ThingKeys() {}

    /** One for each way in which things there describe themselves. */
    static List<MqttAdapter> adapters(Configuration config, Things things) {
        var bases = config.value(ZIGBEE);
        var adapters = new ArrayList<MqttAdapter>();
        if (!things.all().isEmpty()) adapters.add(MqttAdapter.of(things, broker(config, "things")));
        if (!bases.isEmpty()) adapters.add(MqttAdapter.zigbee2mqtt(bases, broker(config, "zigbee")));
        return adapters;
    }

    /** With a wildcard, everything at the broker would be taken for its devices. */
    private static String base(String topic) {
        if (MqttAdapter.isTopic(topic)) return topic;
        throw new IllegalArgumentException("must have topics without wildcards, not " + topic);
    }

    private static Broker broker(Configuration config, String purpose) {
        // A file of things may say that there are some without a broker.
        if (!config.names(BROKER)) throw new Configuration.Mistakes(List.of("things need " + BROKER.name()));
        var url = URI.create(config.value(BROKER));
        boolean isSecure = isSecure(config);
        var password = config.value(PASSWORD);
        var user = Optional.of(config.value(USER)).filter(name -> !name.isEmpty());
        return new Broker(
                url.getHost(),
                url.getPort() >= 0 ? url.getPort() : isSecure ? SECURE : PLAIN,
                isSecure,
                TlsKeys.clientManagers(config, TlsKeys.file(config, CERTIFICATES), TlsKeys.file(config, KEY)),
                user,
                password.isEmpty() ? Optional.empty() : Optional.of(Secret.in(Path.of(password))),
                "entente" + config.value(Keys.CSE_ID).replace('/', '-') + "-" + purpose);
    }

    private static boolean isSecure(Configuration config) {
        return "mqtts".equalsIgnoreCase(URI.create(config.value(BROKER)).getScheme());
    }
}
