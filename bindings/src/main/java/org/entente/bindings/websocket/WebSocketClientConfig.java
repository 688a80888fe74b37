// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.http.AddressLookup;
import org.entente.model.type.ResourceTypes;

/**
 * How WebSocket connections are opened.
 *
 * @param tls whom to trust and which certificate to show; empty for what Java trusts
 * @param connect how long to wait for a connection
 * @param lookup gives only addresses that may be contacted
 * @param types whose attributes XML is read and written by
 */
public record WebSocketClientConfig(
        Optional<SSLContext> tls, Duration connect, LinkLimits limits, AddressLookup lookup, ResourceTypes types) {
    public static final WebSocketClientConfig DEFAULT = new WebSocketClientConfig(
            Optional.empty(), Duration.ofSeconds(5), LinkLimits.DEFAULT, AddressLookup.ANY, ResourceTypes.standard());

    public WebSocketClientConfig withTls(SSLContext context) {
        return new WebSocketClientConfig(Optional.of(context), connect, limits, lookup, types);
    }

    public WebSocketClientConfig withTypes(ResourceTypes others) {
        return new WebSocketClientConfig(tls, connect, limits, lookup, others);
    }

    public WebSocketClientConfig withLookup(AddressLookup only) {
        return new WebSocketClientConfig(tls, connect, limits, only, types);
    }
}
