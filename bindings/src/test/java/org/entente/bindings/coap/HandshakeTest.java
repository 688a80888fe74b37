// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.entente.model.Spec;
import org.junit.jupiter.api.Test;

/** What is said of a handshake by how far it came. */
class HandshakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Handshake handshake = new Handshake();

    @Test
    void that_nobody_answers_has_not_ended() {
        handshake.onConnecting();
        handshake.onDtlsRetransmission(1);

        assertThat(handshake.overtime(TIMEOUT)).isEqualTo("the DTLS handshake did not end within PT8S");
        assertThat(Handshake.obstacle(new DtlsHandshakeTimeoutException("flight 1", 1)))
                .isEqualTo("the DTLS handshake failed: nobody answers it");
    }

    @Test
    @Spec("RFC 6347 §4.2.4")
    void whose_last_flight_is_not_answered_is_one_of_a_key_that_does_not_count() {
        handshake.onConnecting();
        handshake.onDtlsRetransmission(5);

        assertThat(handshake.overtime(TIMEOUT))
                .isEqualTo("the DTLS handshake did not end within PT8S: the other side does not take the key, or does"
                        + " not know its identity");
        assertThat(Handshake.obstacle(new DtlsHandshakeTimeoutException("flight 5", 5)))
                .contains("does not take the key");
    }

    @Test
    void that_has_ended_is_no_reason() {
        handshake.onConnecting();
        handshake.onDtlsRetransmission(5);
        handshake.onContextEstablished(new AddressEndpointContext(new InetSocketAddress(1)));

        assertThat(handshake.overtime(TIMEOUT)).isEqualTo("no answer came within PT8S");
    }
}
