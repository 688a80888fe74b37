// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.entente.bindings.http.JettyClients;

/** Starts and stops Jetty's WebSocket client. */
final class WebSocketClients {
    private WebSocketClients() {}

    static WebSocketClient start(WebSocketClientConfig config) {
        var limits = config.limits();
        var client = new WebSocketClient(JettyClients.client(
                "websocket-client", config.tls(), config.connect(), limits.idle(), config.lookup()));
        client.setMaxTextMessageSize(limits.messageBytes());
        client.setMaxBinaryMessageSize(limits.messageBytes());
        client.setMaxFrameSize(limits.messageBytes());
        client.setIdleTimeout(limits.idle());
        client.setStopAtShutdown(false);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the WebSocket client does not start", e);
        }
        return client;
    }

    static void stop(WebSocketClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the WebSocket client did not stop", e);
        }
    }
}
