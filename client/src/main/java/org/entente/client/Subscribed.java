// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

/** A subscription that this client has made; a close takes it away again. */
public final class Subscribed implements AutoCloseable {
    private final Client client;
    private final String id;

    Subscribed(Client client, String id) {
        this.client = client;
        this.id = id;
    }

    /** The identifier of the subscription's resource. */
    public String id() {
        return id;
    }

    @Override
    public void close() {
        client.end(id);
    }
}
