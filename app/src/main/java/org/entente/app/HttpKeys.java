// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.arrayBytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.matchingTexts;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.text;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpConfig.Listener;
import org.entente.bindings.websocket.LinkLimits;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.type.ResourceTypes;

/** How HTTP listens and what it bears. */
final class HttpKeys {
    /** Whether somebody may send requests without a credential. */
    enum AdmissionChoice {
        AUTO,
        CREDENTIAL_DEMANDED,
        ANYBODY;

        Admission at(String host) {
            return switch (this) {
                case AUTO -> Admission.of(host);
                case CREDENTIAL_DEMANDED -> Admission.CREDENTIAL_DEMANDED;
                case ANYBODY -> Admission.ANYBODY;
            };
        }
    }

    private static final HttpConfig.Limits LIMITS = HttpConfig.Limits.DEFAULT;
    private static final int MOST = 1_000_000;

    static final Key<String> HOST = text("http.host", "127.0.0.1", "The address that HTTP listens on.");
    static final Key<Integer> PORT = whole("http.port", 8080, 0, 65535, "The port; 0 takes any free one.");
    static final Key<AdmissionChoice> ADMISSION = oneOf(
            "http.admission",
            AdmissionChoice.AUTO,
            "Whether a credential is needed: auto asks for one unless HTTP listens on loopback only.");
    static final Key<List<String>> CORS = matchingTexts(
            "http.cors-origins",
            "\\*|null|[a-z][a-z0-9+.-]*://[^/?#\\s]+",
            "https://app.example",
            "Web origins whose pages may send requests, such as https://app.example.");
    static final Key<Boolean> WEBSOCKET =
            truth("http.websocket", true, "Whether WebSocket connections may be opened on the port of HTTP (TS-0020).");
    static final Key<Duration> DRAIN =
            duration("http.drain", HttpConfig.DRAIN, "How long a stop waits for what was accepted.");
    static final Key<Long> BODY = arrayBytes("http.limits.body", LIMITS.bodyBytes(), "The largest body of a request.");
    static final Key<Long> HEADERS = arrayBytes(
            "http.limits.headers", LIMITS.headerBytes(), "The most that a request's line and headers may take.");
    static final Key<Integer> DEPTH = whole("http.limits.depth", LIMITS.depth(), 8, 1000, "How deep a body may nest.");
    static final Key<Duration> IDLE =
            duration("http.limits.idle", LIMITS.idle(), "After how long a silent connection is closed.");
    static final Key<Duration> HEAD_TIME =
            duration("http.limits.head-time", LIMITS.head(), "How long a request's headers may take to arrive.");
    static final Key<Duration> BODY_TIME =
            duration("http.limits.body-time", LIMITS.body(), "How long a request's body may take to arrive.");
    static final Key<Integer> CONNECTIONS =
            whole("http.limits.connections", LIMITS.connections(), 1, MOST, "How many connections may be open.");
    static final Key<Integer> PER_ADDRESS = whole(
            "http.limits.connections-per-address",
            LIMITS.connectionsPerAddress(),
            1,
            MOST,
            "How many connections one address may have open.");
    static final Key<Integer> IN_FLIGHT = whole(
            "http.limits.in-flight",
            LIMITS.inFlight(),
            1,
            MOST,
            "How many requests are worked on at the same time; of one originator half of them.");

    static final List<Key<?>> ALL = List.of(
            HOST,
            PORT,
            ADMISSION,
            CORS,
            WEBSOCKET,
            DRAIN,
            BODY,
            HEADERS,
            DEPTH,
            IDLE,
            HEAD_TIME,
            BODY_TIME,
            CONNECTIONS,
            PER_ADDRESS,
            IN_FLIGHT);

    private HttpKeys() {}

    static HttpConfig config(Configuration config) {
        var host = config.value(HOST);
        var listener =
                new Listener(host, config.value(PORT), config.value(ADMISSION).at(host), TlsKeys.server(config));
        return new HttpConfig(List.of(listener), limits(config), config.value(CORS), config.value(DRAIN));
    }

    /** Empty if connections may not be opened. */
    static Optional<WebSocketServer> websocket(
            Configuration config, Admittance admittance, ResourceTypes types, LocalEntities entities) {
        if (!config.value(WEBSOCKET)) return Optional.empty();
        var defaults = LinkLimits.DEFAULT;
        var limits = new LinkLimits(Math.toIntExact(config.value(BODY)), defaults.inFlight(), defaults.idle());
        return Optional.of(
                new WebSocketServer(admittance, limits, config.value(DEPTH), config.value(CORS), types, entities));
    }

    private static HttpConfig.Limits limits(Configuration config) {
        return new HttpConfig.Limits(
                Math.toIntExact(config.value(BODY)),
                Math.toIntExact(config.value(HEADERS)),
                config.value(DEPTH),
                config.value(IDLE),
                config.value(HEAD_TIME),
                config.value(BODY_TIME),
                config.value(CONNECTIONS),
                config.value(PER_ADDRESS),
                config.value(IN_FLIGHT));
    }
}
