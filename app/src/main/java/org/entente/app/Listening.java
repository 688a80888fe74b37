// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.http.Mount;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** The server sides of the bindings: how requests come into the hub. */
record Listening(HttpServer http, Optional<WebSocketServer> websocket) implements AutoCloseable {

    /** Listens; who asks before {@link #serve} is told to come again. */
    static Listening start(
            Configuration config,
            Credentials credentials,
            ResourceTypes types,
            List<Mount> mounts,
            LocalEntities entities) {
        var websocket = HttpKeys.websocket(config, credentials, types, entities);
        var http = new HttpServer(
                HttpKeys.config(config), credentials, types, mounts, websocket.map(open -> (Upgrade) open));
        return new Listening(http.start(), websocket);
    }

    void serve(Mca cse) {
        http.serve(cse);
        websocket.ifPresent(open -> open.serve(cse));
    }

    /** The port of HTTP is that of WebSocket too. TS-0020 §6.2.1 */
    List<String> pointsOfAccess() {
        var points = http.addresses().stream().map(URI::toString).toList();
        if (websocket.isEmpty()) return points;
        return Stream.concat(points.stream(), points.stream().map(each -> "ws" + each.substring("http".length())))
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }
}
