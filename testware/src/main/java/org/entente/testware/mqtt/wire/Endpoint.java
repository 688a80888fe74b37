// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.wire;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a broker listens: {@code mqtt://host:port}, {@code mqtts://}, or over WebSocket {@code ws://}, {@code wss://}. */
public record Endpoint(String host, int port, Transport transport) {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;

    public Endpoint(String host, int port) {
        this(host, port, new Transport.Plain());
    }

    public static Endpoint parse(String url) {
        return parse(url, Optional.empty());
    }

    /** Reads an address; a file of authorities makes a TLS endpoint prove whom it is. */
    public static Endpoint parse(String url, Optional<Path> authority) {
        var uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host in " + url);
        }
        return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "mqtt" -> at(uri, PLAIN_PORT, new Transport.Plain());
            case "mqtts" -> at(uri, TLS_PORT, new Transport.Tls(authority));
            case "ws" -> at(uri, WS_PORT, new Transport.WebSocket(Optional.empty(), path(uri)));
            case "wss" ->
                at(uri, WSS_PORT, new Transport.WebSocket(Optional.of(new Transport.Tls(authority)), path(uri)));
            default ->
                throw new IllegalArgumentException(
                        "an endpoint is written mqtt://, mqtts://, ws:// or wss://host:port, not " + url);
        };
    }

    private static Endpoint at(URI uri, int standardPort, Transport transport) {
        return new Endpoint(uri.getHost(), uri.getPort() < 0 ? standardPort : uri.getPort(), transport);
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    @Override
    public String toString() {
        var scheme =
                switch (transport) {
                    case Transport.Plain _ -> "mqtt";
                    case Transport.Tls _ -> "mqtts";
                    case Transport.WebSocket web -> web.tls().isPresent() ? "wss" : "ws";
                };
        var path = transport instanceof Transport.WebSocket web ? web.path() : "";
        return scheme + "://" + host + ":" + port + path;
    }
}
