// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.text;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.interworking.mqtt.Broker;
import org.entente.interworking.mqtt.MqttAdapter;
import org.entente.interworking.mqtt.Things;
import org.entente.security.Secret;
import org.entente.security.TlsManagers;

/** The broker of things that speak MQTT in a language of their own. */
final class ThingKeys {
    private static final int PLAIN = 1883;
    private static final int SECURE = 8883;

    static final Key<String> BROKER = text(
            "things.broker-url",
            "",
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
        var url = url(config.value(BROKER));
        boolean isSecure = "mqtts".equals(url.getScheme());
        var password = config.value(PASSWORD);
        var user = Optional.of(config.value(USER)).filter(name -> !name.isEmpty());
        if (user.isEmpty() && !password.isEmpty())
            throw new Configuration.Mistakes(List.of("things.broker-password-file needs things.broker-user"));
        return new Broker(
                url.getHost(),
                url.getPort() >= 0 ? url.getPort() : isSecure ? SECURE : PLAIN,
                isSecure,
                managers(config, isSecure),
                user,
                password.isEmpty() ? Optional.empty() : Optional.of(Secret.in(Path.of(password))),
                "entente" + config.value(Keys.CSE_ID).replace('/', '-') + "-" + purpose);
    }

    private static Optional<TlsManagers> managers(Configuration config, boolean isSecure) {
        var certificates = TlsKeys.file(config, CERTIFICATES);
        var key = TlsKeys.file(config, KEY);
        if (certificates.isPresent() != key.isPresent())
            throw new Configuration.Mistakes(List.of(CERTIFICATES.name() + " and " + KEY.name() + " need each other"));
        if (certificates.isPresent() && !isSecure)
            throw new Configuration.Mistakes(
                    List.of(CERTIFICATES.name() + " needs a " + BROKER.name() + " that begins with mqtts"));
        return TlsKeys.clientManagers(config, certificates, key);
    }

    private static URI url(String text) {
        if (text.isEmpty()) throw new Configuration.Mistakes(List.of("things need things.broker-url"));
        try {
            var url = URI.create(text);
            if (("mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null) return url;
        } catch (IllegalArgumentException e) {
            // Falls through: the sentence below is the same for both.
        }
        throw new Configuration.Mistakes(
                List.of("things.broker-url must be such as mqtt://127.0.0.1:1883, not " + text));
    }
}
