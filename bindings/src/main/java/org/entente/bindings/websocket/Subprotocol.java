// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.util.List;
import java.util.Optional;
import org.entente.codec.Serialization;

/** What a connection speaks, as both sides agree when it opens. TS-0020 §6.2.2.9. */
enum Subprotocol {
    JSON("oneM2M.json", Serialization.JSON, false),
    CBOR("oneM2M.cbor", Serialization.CBOR, true),
    XML("oneM2M.xml", Serialization.XML, false);

    private final String registered;
    private final Serialization serialization;
    private final boolean binary;

    Subprotocol(String registered, Serialization serialization, boolean binary) {
        this.registered = registered;
        this.serialization = serialization;
        this.binary = binary;
    }

    String registered() {
        return registered;
    }

    Serialization serialization() {
        return serialization;
    }

    /** Whether its messages are binary frames. */
    boolean binary() {
        return binary;
    }

    static Subprotocol of(Serialization serialization) {
        for (var each : values()) if (each.serialization == serialization) return each;
        throw new IllegalArgumentException("no subprotocol is registered for " + serialization);
    }

    /** The first that we speak, in the order in which the client prefers them. TS-0020 §6.2.2.6 */
    static Optional<Subprotocol> chosen(List<String> offered) {
        for (var name : offered) for (var each : values()) if (each.registered.equals(name)) return Optional.of(each);
        return Optional.empty();
    }
}
