// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.http.Mount;
import org.entente.bindings.http.Upgrade;
import org.entente.bindings.mqtt.MqttListener;
import org.entente.bindings.websocket.WebSocketServer;
import org.entente.bindings.wire.Admittance;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Preferences;
import org.entente.cse.outbound.LocalEntities;
import org.entente.model.primitive.Mca;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;

/** The server sides of the bindings: how requests come into the hub. */
record Listening(
        HttpServer http,
        Optional<WebSocketServer> websocket,
        Optional<CoapServer> coap,
        MqttSide mqtt,
        Overload overload)
        implements AutoCloseable {

    /**
     * What the server sides share with the rest of the hub.
     *
     * @param data the hub's folder
     * @param entities those who can be reached over connections that they have opened
     */
    record Place(Path data, List<Mount> mounts, LocalEntities entities, RandomGenerator random) {}

    /** Listens; who asks before {@link #serve} is told to come again. */
    static Listening start(Configuration config, Credentials credentials, ResourceTypes types, Place place) {
        var overload = RateKeys.overload(config);
        var admittance = new Admittance(credentials, CseConfiguration.home(config), overload);
        var websocket = HttpKeys.websocket(config, admittance, types, place.entities());
        var http = new HttpServer(
                HttpKeys.config(config), admittance, types, place.mounts(), websocket.map(open -> (Upgrade) open));
        // The first that opens something: a mistake in the settings of those above leaves nothing open.
        var mqtt = MqttSide.open(config, credentials, overload, types, place.entities(), place.data(), place.random());
        try {
            http.start();
            var coap = CoapKeys.server(config, credentials, admittance, types);
            return new Listening(http, websocket, coap, mqtt, overload);
        } catch (RuntimeException fault) {
            http.close();
            mqtt.close();
            throw fault;
        }
    }

    void serve(Mca cse, Preferences preferences) {
        http.serve(cse, preferences);
        websocket.ifPresent(open -> open.serve(cse));
        coap.ifPresent(open -> open.serve(cse, preferences));
        mqtt.serve(cse);
    }

    /** Where the hub is connected, so that what leaves takes the same connections. */
    List<MqttListener> brokers() {
        return mqtt.listeners();
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
