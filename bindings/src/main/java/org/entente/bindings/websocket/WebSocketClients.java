// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.entente.bindings.http.JettyClients;

/** Starts and stops Jetty's WebSocket client. */
final class WebSocketClients {
    private WebSocketClients() {}

    static WebSocketCoreClient start(WebSocketClientConfig config) {
        var http = JettyClients.client(
                "websocket-client",
                config.tls(),
                config.connect(),
                config.limits().idle(),
                config.lookup());
        var client = new WebSocketCoreClient(http, new WebSocketComponents());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the WebSocket client does not start", e);
        }
        return client;
    }

    static void stop(WebSocketCoreClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the WebSocket client did not stop", e);
        }
    }
}
