// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.entente.bindings.wire.Admission;
import org.entente.model.Refused;
import org.entente.security.Certificates;
import org.entente.security.Holder;
import org.jspecify.annotations.Nullable;

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
     */
    public record Listener(String host, int port, Admission admission, Carrier carrier) {

        /** Whoever is not on this machine shows a credential, and over UDP alone nobody can. */
        public static Listener plain(String host, int port) {
            return new Listener(host, port, Admission.of(host), new Datagrams(Optional.empty()));
        }
    }

    /** What carries messages. */
    public sealed interface Carrier {
        /**
         * In whose name the other side may speak; empty if it proved nothing.
         *
         * @throws Refused ORIGINATOR_NOT_AUTHENTICATED if the proof does not count any more
         */
        Optional<Holder> holder(@Nullable Principal proved);
    }

    /** @param dtls what is shown to whom over DTLS; empty for UDP alone */
    public record Datagrams(Optional<Dtls> dtls) implements Carrier {
        @Override
        public Optional<Holder> holder(@Nullable Principal proved) {
            return dtls.flatMap(each -> each.holder(proved));
        }
    }

    /** @param tls what is shown to whom over TLS; empty for TCP alone */
    public record Streams(Optional<SSLContext> tls) implements Carrier {
        @Override
        public Optional<Holder> holder(@Nullable Principal proved) {
            return proved instanceof X509CertPath path ? Certificates.holder(path.getTarget()) : Optional.empty();
        }
    }
}
