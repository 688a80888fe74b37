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
import org.entente.bindings.wire.OutboundOnDemand;
import org.entente.cse.outbound.AllowedTargets;
import org.entente.cse.outbound.Outbound;
import org.entente.model.type.ResourceTypes;

/**
 * The client sides of the bindings: how requests leave the hub. Each opens when something goes that way; those with keys
 * of their own at once, so that a bad key ends the start. No credential of ours is shown to notification targets.
 */
record WaysOut(OutboundOnDemand http, OutboundOnDemand websocket, OutboundOnDemand coap, MqttOutbound mqtt)
        implements AutoCloseable {

    /** @param brokers where the hub is connected already */
    static WaysOut open(
            Configuration config,
            ResourceTypes types,
            AllowedTargets targets,
            List<MqttListener> brokers,
            RandomGenerator random) {
        var peers = PeerKeys.peers(config);
        var mqtt = new MqttOutbound(
                CseConfiguration.home(config),
                MqttKeys.client(config, types),
                targets::addresses,
                PeerKeys.mqttPeers(config),
                brokers,
                random);
        var ways = new WaysOut(
                new OutboundOnDemand(() -> http(config, types, targets, peers)),
                new OutboundOnDemand(() -> websocket(config, types, targets)),
                new OutboundOnDemand(() -> coap(config, types, targets)),
                mqtt);
        if (TlsKeys.client(config).isPresent()) {
            ways.http.open();
            ways.websocket.open();
        }
        if (CoapKeys.hasIdentity(config)) ways.coap.open();
        return ways;
    }

    private static HttpOutbound http(
            Configuration config, ResourceTypes types, AllowedTargets targets, HttpOutbound.Peers peers) {
        var plain = HttpClientConfig.DEFAULT.withTypes(types);
        var http = TlsKeys.client(config).map(plain::withTls).orElse(plain);
        return new HttpOutbound(http, targets::addresses, peers);
    }

    private static WebSocketOutbound websocket(Configuration config, ResourceTypes types, AllowedTargets targets) {
        var plain = WebSocketClientConfig.DEFAULT.withLookup(targets::addresses).withTypes(types);
        var websocket = TlsKeys.client(config).map(plain::withTls).orElse(plain);
        // Who takes our notices over a connection that we opened has no business asking us over it.
        return new WebSocketOutbound(websocket, _ -> Optional.empty(), WebSocketMca.DEAF);
    }

    private static CoapOutbound coap(Configuration config, ResourceTypes types, AllowedTargets targets) {
        return new CoapOutbound(CoapClientConfig.DEFAULT
                .withDtls(CoapKeys.opening(config))
                .withTls(CoapKeys.openingTls(config))
                .withLimits(CoapKeys.limits(config))
                .withLookup(targets::addresses)
                .withTypes(types));
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
