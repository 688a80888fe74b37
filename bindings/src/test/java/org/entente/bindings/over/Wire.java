// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.wire.Overload;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;
import org.entente.security.TlsManagers;

/**
 * A binding's client and the server that it talks to.
 *
 * @param parts what to close, the client first
 */
record Wire(Mca client, List<AutoCloseable> parts) implements AutoCloseable {

    /**
     * What a wire is made of.
     *
     * @param cse answers what arrives
     * @param overload counts what is declined
     * @param secret speaks for everybody
     * @param tls what each side has for a secure wire; empty for a plain one
     * @param duplicates for how long a request over MQTT that comes again is answered as before
     * @param folder for what a part of it keeps in files
     */
    record Ends(
            Serialization serialization,
            Mca cse,
            ResourceTypes types,
            Credentials credentials,
            Overload overload,
            Secret secret,
            Optional<BothSides> tls,
            Duration duplicates,
            Path folder) {

        Optional<SSLContext> server() {
            return tls.map(BothSides::server);
        }
    }

    /** The certificate that the server shows, and a client that trusts its authority, in either form that clients take. */
    record BothSides(SSLContext server, SSLContext client, TlsManagers clientManagers) {}

    /** Starts a server on a free port of loopback, and a client for it. */
    @FunctionalInterface
    interface Opening {
        Wire open(Ends ends);
    }

    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(part + " did not close", e);
            }
        }
    }
}
