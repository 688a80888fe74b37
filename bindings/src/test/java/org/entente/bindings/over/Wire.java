// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.nio.file.Path;
import java.util.List;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Secret;

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
     * @param secret speaks for everybody
     * @param folder for what a part of it keeps in files
     */
    record Ends(
            Serialization serialization,
            Mca cse,
            ResourceTypes types,
            Credentials credentials,
            Secret secret,
            Path folder) {}

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
