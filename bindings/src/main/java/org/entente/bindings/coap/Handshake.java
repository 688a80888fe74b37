// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.time.Duration;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.eclipse.californium.scandium.dtls.HandshakeException;

/**
 * How far the handshake of DTLS came that a request had to wait for. A key that the other side does not know is answered by
 * nothing at all, so that nobody can try which ones it knows. RFC 6347 §4.1.2.7, RFC 4279 §2. Safe for many threads.
 */
final class Handshake extends MessageObserverAdapter {
    /** In which this side proves who it is; the other side has answered those before. RFC 6347 §4.2.4 */
    private static final int PROOF = 5;

    /** Volatile: Californium's threads write them, the sender reads them. */
    private volatile boolean open;

    private volatile boolean proved;

    @Override
    public void onConnecting() {
        open = true;
    }

    @Override
    public void onDtlsRetransmission(int flight) {
        proved |= flight >= PROOF;
    }

    @Override
    public void onContextEstablished(EndpointContext context) {
        open = false;
    }

    /** Why no answer came in time. */
    String overtime(Duration timeout) {
        if (!open) return "no answer came within " + timeout;
        return "the DTLS handshake did not end within " + timeout
                + (proved ? ": the other side does not take the key, or does not know its identity" : "");
    }

    /** Why a message could not be sent. */
    static String obstacle(Throwable error) {
        return switch (error) {
            case HandshakeException failed -> "the DTLS handshake failed: " + failed.getMessage();
            case DtlsHandshakeTimeoutException late
            when late.getFlightNumber() >= PROOF ->
                "the DTLS handshake failed: the other side does not take the key, or does not know its identity";
            case DtlsHandshakeTimeoutException _ -> "the DTLS handshake failed: nobody answers it";
            default -> String.valueOf(error.getMessage());
        };
    }
}
