// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.entente.app.Key.bytes;
import static org.entente.app.Key.duration;
import static org.entente.app.Key.oneOf;
import static org.entente.app.Key.text;
import static org.entente.app.Key.truth;
import static org.entente.app.Key.whole;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.coap.CoapConfiguration;
import org.entente.bindings.coap.CoapConfiguration.Listener;
import org.entente.bindings.coap.CoapLimits;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.wire.Admittance;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** How CoAP listens and what it bears. */
final class CoapKeys {
    private static final CoapLimits LIMITS = CoapLimits.DEFAULT;
    private static final int COAP = 5683;
    private static final int MOST = 1_000_000;

    // LwM2M devices are awaited at the same ports, and a port that answers to datagrams is opened on purpose only.
    static final Key<Boolean> ENABLED =
            truth("coap.enabled", false, "Whether requests are answered over CoAP (TS-0008).");
    static final Key<String> HOST = text("coap.host", "127.0.0.1", "The address that CoAP listens on.");
    static final Key<Integer> PORT = whole("coap.port", COAP, 0, 65535, "The UDP port; 0 takes any free one.");
    static final Key<HttpKeys.AdmissionChoice> ADMISSION = oneOf(
            "coap.admission",
            HttpKeys.AdmissionChoice.AUTO,
            "Whether a credential is needed: auto asks for one unless CoAP listens on loopback only.");
    static final Key<Duration> DRAIN =
            duration("coap.drain", CoapConfiguration.DRAIN, "How long a stop waits for what was accepted.");
    static final Key<Long> BODY = bytes(
            "coap.limits.body",
            LIMITS.bodyBytes(),
            "The largest payload of a request or an answer, all blocks together.");
    static final Key<Integer> DEPTH =
            whole("coap.limits.depth", LIMITS.depth(), 8, 1000, "How deep a payload may nest.");
    static final Key<Integer> TRANSFERS = whole(
            "coap.limits.transfers",
            LIMITS.transfers(),
            1,
            MOST,
            "How many payloads may be under way in blocks, in each direction.");
    static final Key<Duration> TRANSFER_TIME =
            duration("coap.limits.transfer-time", LIMITS.transfer(), "How long a payload may wait for its next block.");
    static final Key<Integer> REMEMBERED = whole(
            "coap.limits.remembered",
            LIMITS.remembered(),
            1,
            MOST,
            "How many messages are remembered, so that one that is sent again is not acted on again.");
    static final Key<Integer> IN_FLIGHT = whole(
            "coap.limits.in-flight", LIMITS.inFlight(), 1, MOST, "How many requests are worked on at the same time.");

    static final List<Key<?>> ALL = List.of(
            ENABLED, HOST, PORT, ADMISSION, DRAIN, BODY, DEPTH, TRANSFERS, TRANSFER_TIME, REMEMBERED, IN_FLIGHT);

    private CoapKeys() {}

    /** Listening; empty if it is not enabled. */
    static Optional<CoapServer> server(Configuration config, Credentials credentials, ResourceTypes types) {
        if (!config.value(ENABLED)) return Optional.empty();
        var host = config.value(HOST);
        var listener =
                new Listener(host, config.value(PORT), config.value(ADMISSION).at(host));
        var settings = new CoapConfiguration(List.of(listener), limits(config), config.value(DRAIN));
        return Optional.of(CoapServer.start(settings, new Admittance(credentials), types));
    }

    static CoapLimits limits(Configuration config) {
        return new CoapLimits(
                Math.toIntExact(config.value(BODY)),
                config.value(DEPTH),
                config.value(TRANSFERS),
                config.value(TRANSFER_TIME),
                config.value(REMEMBERED),
                config.value(IN_FLIGHT));
    }
}
