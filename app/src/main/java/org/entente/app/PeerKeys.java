// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.address;
import static org.entente.app.Key.positive;
import static org.entente.app.Key.text;
import static org.entente.app.Key.texts;
import static org.entente.app.Key.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.bindings.http.HttpOutbound;
import org.entente.bindings.mqtt.MqttOutbound;
import org.entente.cse.outbound.Registrar;
import org.entente.cse.remote.RegistrationSettings;
import org.entente.security.Secret;

/** Other CSEs: where this one registers, and what it shows them. */
final class PeerKeys {
    static final Key<String> REGISTRAR = new Key<>(
            "registrar.cse-id",
            "",
            "text",
            "The CSE-ID of the CSE where this one registers, such as /id-in; //sp/id-in between service providers;"
                    + " empty for nowhere.",
            text -> text.isEmpty() ? text : new Registrar(text, "").cse());
    static final Key<String> URL = address(
            "registrar.url",
            "https://in.example:8080",
            List.of("http", "https", "ws", "wss", "coap", "coaps", "coap+tcp", "coaps+tcp", "mqtt", "mqtts"),
            "Where the registrar is reached, such as https://in.example:8080; it need not be an allowed target.");
    static final Key<String> INFRASTRUCTURE = new Key<>(
            "registrar.in-cse-id",
            "",
            "text",
            "The CSE-ID of the IN-CSE, if the registrar is not the IN-CSE itself.",
            text -> text.isEmpty() ? text : new Registrar(text, "").cse());
    static final Key<String> CREDENTIAL = text(
            "registrar.credential-file",
            "",
            "A file whose first line is the secret that the registrar gave this CSE; empty to show none.");
    static final Key<Duration> CHECK = positive(
            "registrar.check",
            RegistrationSettings.CHECK,
            "How often this CSE looks whether it is still registered, and the longest wait between two attempts.");
    static final Key<Duration> TIMEOUT =
            positive("registrar.timeout", RegistrationSettings.TIMEOUT, "How long the registrar has to answer.");
    static final Key<Duration> LIFETIME = positive(
            "registrar.lifetime",
            RegistrationSettings.LIFETIME,
            "For how long this CSE registers; it renews the registration after half of it.");
    static final Key<Boolean> CONTRACTS = truth(
            "registrar.service-subscriptions",
            false,
            "Whether applications register here only if a service subscription at the IN-CSE lets them, beside what"
                    + " access.registrants and access.applications say.");
    static final Key<Boolean> DEREGISTER =
            truth("registrar.deregister", false, "Whether this CSE takes its registration away when it stops.");
    static final Key<Map<String, Path>> CREDENTIALS = new Key<>(
            "peers.credential-files",
            "",
            "list of CSE-ID=file",
            "What to show to other CSEs when sending them requests, such as /id-mn=/etc/entente/id-mn.txt: files whose"
                    + " first line is the secret that the CSE gave this one.",
            text -> credentials(Key.list(text)));

    static final Key<List<String>> POINTS_OF_ACCESS = texts(
            "peers.points-of-access",
            "",
            "Where other CSEs and applications reach this one, such as https://mn.example:8443; empty for where it"
                    + " listens.");

    static final List<Key<?>> ALL = List.of(
            REGISTRAR,
            URL,
            INFRASTRUCTURE,
            CREDENTIAL,
            CHECK,
            TIMEOUT,
            LIFETIME,
            CONTRACTS,
            DEREGISTER,
            CREDENTIALS,
            POINTS_OF_ACCESS);

    static final List<Rule> RULES = List.of(Rule.both(REGISTRAR, URL));
    static final List<Rule> FILES = List.of(
            Rule.file(CREDENTIAL, Secret::in),
            Rule.files(CREDENTIALS, files -> files.values().stream().sorted(), Secret::in));

    private PeerKeys() {}

    static Optional<RegistrationSettings> registration(Configuration config) {
        var cse = config.value(REGISTRAR);
        if (cse.isEmpty()) return Optional.empty();
        return Optional.of(new RegistrationSettings(
                new Registrar(cse, config.value(URL)),
                config.value(INFRASTRUCTURE).isEmpty() ? cse : config.value(INFRASTRUCTURE),
                config.value(CHECK),
                config.value(TIMEOUT),
                config.value(LIFETIME),
                config.value(CONTRACTS),
                config.value(DEREGISTER)));
    }

    /** @param listening where this CSE listens, which may be an address that means nothing to others */
    static List<String> pointsOfAccess(Configuration config, List<String> listening) {
        var named = config.value(POINTS_OF_ACCESS);
        return named.isEmpty() ? listening : named;
    }

    static HttpOutbound.Peers peers(Configuration config) {
        return new HttpOutbound.Peers(secrets(config), registrar(config));
    }

    static MqttOutbound.Peers mqttPeers(Configuration config) {
        return new MqttOutbound.Peers(secrets(config), registrar(config));
    }

    private static Map<String, Secret> secrets(Configuration config) {
        var secrets = new HashMap<String, Secret>();
        config.value(CREDENTIALS).forEach((cse, file) -> secrets.put(cse, Secret.in(file)));
        var own = config.value(CREDENTIAL);
        if (!own.isEmpty()) secrets.put(config.value(REGISTRAR), Secret.in(Path.of(own)));
        return secrets;
    }

    private static Optional<String> registrar(Configuration config) {
        return Optional.of(config.value(URL)).filter(url -> !url.isEmpty());
    }

    private static Map<String, Path> credentials(List<String> entries) {
        var files = new HashMap<String, Path>();
        for (var entry : entries)
            if (files.put(cse(entry), file(entry)) != null)
                throw new IllegalArgumentException("must have one file for each CSE, not two for " + cse(entry));
        return Map.copyOf(files);
    }

    private static String cse(String entry) {
        int equals = entry.indexOf('=');
        if (!entry.startsWith("/") || equals < 2 || equals == entry.length() - 1)
            throw new IllegalArgumentException("must have entries such as /id-mn=file, not " + entry);
        return entry.substring(0, equals);
    }

    private static Path file(String entry) {
        return Path.of(entry.substring(entry.indexOf('=') + 1));
    }
}
