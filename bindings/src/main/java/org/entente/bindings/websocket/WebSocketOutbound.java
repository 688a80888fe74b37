// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.entente.bindings.wire.SerializedOutbound;
import org.entente.codec.Serialization;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.security.Secret;

/** The CSE's way out to WebSocket points of access; each keeps its connection. TS-0020 §5.2. Safe for many threads. */
public final class WebSocketOutbound extends SerializedOutbound {
    private static final int MOST_PLACES = 1000;

    private final WebSocketCoreClient client;
    private final WebSocketClientConfig config;
    private final Function<String, Optional<Secret>> secrets;
    private final Mca cse;
    private final ConcurrentHashMap<Way, WebSocketCaller> callers = new ConcurrentHashMap<>();

    /** A connection speaks one serialization, as long as it is open. TS-0020 §6.2.2.6 */
    private record Way(String url, Serialization serialization) {}

    /**
     * @param secrets what to show at a point of access, by its URL
     * @param cse answers what comes back over a connection that we have opened, from an unknown peer
     */
    public WebSocketOutbound(WebSocketClientConfig config, Function<String, Optional<Secret>> secrets, Mca cse) {
        super(Serialization.JSON);
        this.client = WebSocketClients.start(config);
        this.config = config;
        this.secrets = secrets;
        this.cse = cse;
    }

    @Override
    protected Delivery send(String url, Request request, Serialization serialization, Duration timeout) {
        var way = new Way(url, serialization);
        URI place;
        try {
            place = new URI(url);
        } catch (URISyntaxException e) {
            return new Delivery.Undeliverable(url + " is no URL");
        }
        if (place.getHost() == null || place.getUserInfo() != null)
            return new Delivery.Undeliverable(url + " is no URL that requests can be sent to");
        if (callers.size() >= MOST_PLACES && !callers.containsKey(way)) forget();
        var caller = callers.computeIfAbsent(
                way, _ -> new WebSocketCaller(client, place, secrets.apply(url), serialization, config, cse));
        return caller.send(request, timeout);
    }

    /** Makes room; whoever is meant again is connected again. */
    private void forget() {
        callers.keySet().stream().limit(MOST_PLACES / 10).toList().forEach(way -> {
            var caller = callers.remove(way);
            if (caller != null) caller.close();
        });
    }

    @Override
    public void close() {
        callers.values().forEach(WebSocketCaller::close);
        callers.clear();
        WebSocketClients.stop(client);
    }
}
