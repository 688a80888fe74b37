// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.over;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpClientMca;
import org.entente.bindings.http.HttpConfig;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.websocket.LinkLimits;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.bindings.wire.Admittance;
import org.entente.cse.outbound.LocalEntities;

/** How the wire of each binding is opened. */
final class Wires {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Wires() {}

    static Wire http(Wire.Ends ends) {
        var server = server(ends, Optional.empty());
        var config =
                HttpClientConfig.DEFAULT.withSerialization(ends.serialization()).withTypes(ends.types());
        var client = new HttpClientMca(server.addresses().getFirst(), Optional.of(ends.secret()), PATIENCE, config);
        return new Wire(client, List.of(client, server));
    }

    static Wire websocket(Wire.Ends ends) {
        var upgrade = new WebSocketServer(
                new Admittance(ends.credentials()),
                LinkLimits.DEFAULT,
                128,
                List.of(),
                ends.types(),
                // Its own: whom the tests attach to their hub is not to be replaced by whom this connection reaches.
                new LocalEntities());
        var server = server(ends, Optional.of(upgrade));
        upgrade.serve(ends.cse());
        var client = new WebSocketMca(
                URI.create(server.addresses().getFirst().toString().replace("http", "ws")),
                Optional.of(ends.secret()),
                PATIENCE,
                ends.serialization(),
                WebSocketClientConfig.DEFAULT.withTypes(ends.types()),
                WebSocketMca.DEAF);
        return new Wire(client, List.of(client, server));
    }

    private static HttpServer server(Wire.Ends ends, Optional<Upgrade> upgrade) {
        return new HttpServer(HttpConfig.plain(HOST, 0), ends.credentials(), ends.types(), List.of(), upgrade)
                .start()
                .serve(ends.cse());
    }
}
