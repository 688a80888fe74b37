// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the URLs of CoAP begin with, and where they lead without a port. RFC 7252 §6, RFC 8323 §8. */
enum Scheme {
    COAP("coap", 5683),
    COAPS("coaps", 5684),
    COAP_TCP("coap+tcp", 5683),
    COAPS_TCP("coaps+tcp", 5684);

    private final String text;
    private final int port;

    Scheme(String text, int port) {
        this.text = text;
        this.port = port;
    }

    static Optional<Scheme> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equalsIgnoreCase(text))
                .findFirst();
    }

    /** @param given below 0 for none */
    int port(int given) {
        return given < 0 ? port : given;
    }
}
