// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapOutbound;
import org.entente.bindings.http.HttpClientConfig;
import org.entente.bindings.http.HttpOutbound;
import org.entente.bindings.mqtt.MqttListener;
import org.entente.bindings.mqtt.MqttOutbound;
import org.entente.bindings.websocket.WebSocketClientConfig;
import org.entente.bindings.websocket.WebSocketMca;
import org.entente.bindings.websocket.WebSocketOutbound;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.Outbound;
import org.entente.model.type.ResourceTypes;

/** The client sides of the bindings: how requests leave the hub. No credential of ours is shown to notification targets. */
record WaysOut(HttpOutbound http, WebSocketOutbound websocket, CoapOutbound coap, MqttOutbound mqtt)
        implements AutoCloseable {

    /** @param brokers where the hub is connected already */
    static WaysOut open(
            Configuration config,
            ResourceTypes types,
            AllowedTargets targets,
            List<MqttListener> brokers,
            RandomGenerator random) {
        var tls = TlsKeys.client(config);
        var http = tls.map(HttpClientConfig.DEFAULT::withTls).orElse(HttpClientConfig.DEFAULT);
        var websocket = tls.map(WebSocketClientConfig.DEFAULT::withTls).orElse(WebSocketClientConfig.DEFAULT);
        return new WaysOut(
                new HttpOutbound(http.withTypes(types), targets::addresses, PeerKeys.peers(config)),
                // Who takes our notices over a connection that we opened has no business asking us over it.
                new WebSocketOutbound(
                        websocket.withLookup(targets::addresses).withTypes(types),
                        _ -> Optional.empty(),
                        WebSocketMca.DEAF),
                new CoapOutbound(CoapClientConfig.DEFAULT
                        .withDtls(CoapKeys.opening(config))
                        .withTls(CoapKeys.openingTls(config))
                        .withLimits(CoapKeys.limits(config))
                        .withLookup(targets::addresses)
                        .withTypes(types)),
                new MqttOutbound(
                        MqttKeys.home(config),
                        MqttKeys.client(config, types),
                        targets::addresses,
                        PeerKeys.mqttPeers(config),
                        brokers,
                        random));
    }

    Map<String, Outbound> byScheme() {
        return Map.of(
                "http",
                http,
                "https",
                http,
                "ws",
                websocket,
                "wss",
                websocket,
                "coap",
                coap,
                "coaps",
                coap,
                "coap+tcp",
                coap,
                "coaps+tcp",
                coap,
                "mqtt",
                mqtt,
                "mqtts",
                mqtt);
    }

    @Override
    public void close() {
        coap.close();
        mqtt.close();
        websocket.close();
        http.close();
    }
}
