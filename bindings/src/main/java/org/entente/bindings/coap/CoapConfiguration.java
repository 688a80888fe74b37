// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.wire.Admission;

/**
 * How CoAP listens, whom it admits and what it bears.
 *
 * @param limits of each listener for itself
 * @param drain how long a stop waits for what was accepted
 */
public record CoapConfiguration(List<Listener> listeners, CoapLimits limits, Duration drain) {
    public static final Duration DRAIN = Duration.ofSeconds(20);

    public CoapConfiguration {
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty()) throw new IllegalArgumentException("CoAP needs a listener");
    }

    /** One listener over UDP, all else by default. */
    public static CoapConfiguration plain(String host, int port) {
        return new CoapConfiguration(List.of(Listener.plain(host, port)), CoapLimits.DEFAULT, DRAIN);
    }

    /**
     * @param port 0 for any free one
     * @param dtls what is shown to whom over DTLS; empty for UDP alone
     */
    public record Listener(String host, int port, Admission admission, Optional<Dtls> dtls) {

        /** Whoever is not on this machine shows a credential, and over UDP alone nobody can. */
        public static Listener plain(String host, int port) {
            return new Listener(host, port, Admission.of(host), Optional.empty());
        }
    }
}
