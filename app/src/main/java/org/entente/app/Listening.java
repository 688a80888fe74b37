// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.http.Mount;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.bindings.wire.Preferences;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** The server sides of the bindings: how requests come into the hub. */
record Listening(HttpServer http, Optional<WebSocketServer> websocket, Optional<CoapServer> coap, MqttSide mqtt)
        implements AutoCloseable {

    /** Listens; who asks before {@link #serve} is told to come again. */
    static Listening start(
            Configuration config,
            Credentials credentials,
            ResourceTypes types,
            List<Mount> mounts,
            LocalEntities entities,
            MqttSide mqtt) {
        var websocket = HttpKeys.websocket(config, credentials, types, entities);
        var http = new HttpServer(
                HttpKeys.config(config), credentials, types, mounts, websocket.map(open -> (Upgrade) open));
        http.start();
        try {
            return new Listening(http, websocket, CoapKeys.server(config, credentials, types), mqtt);
        } catch (RuntimeException fault) {
            http.close();
            throw fault;
        }
    }

    void serve(Mca cse, Preferences preferences) {
        http.serve(cse, preferences);
        websocket.ifPresent(open -> open.serve(cse));
        coap.ifPresent(open -> open.serve(cse, preferences));
        mqtt.serve(cse);
    }

    List<String> pointsOfAccess() {
        var overHttp = texts(http.addresses());
        // The port of HTTP is that of WebSocket too. [TS-0020 §6.2.1]
        var overWebSocket =
                websocket.stream().flatMap(_ -> overHttp.stream()).map(each -> "ws" + each.substring("http".length()));
        var overCoap = coap.stream().flatMap(open -> texts(open.addresses()).stream());
        return Stream.of(overHttp.stream(), overWebSocket, overCoap, mqtt.pointsOfAccess().stream())
                .flatMap(each -> each)
                .toList();
    }

    private static List<String> texts(List<URI> addresses) {
        return addresses.stream().map(URI::toString).toList();
    }

    @Override
    public void close() {
        coap.ifPresent(CoapServer::close);
        http.close();
        mqtt.close();
    }
}
