// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.net.URI;
import java.util.Locale;

/** Where a broker listens, as {@code mqtt://host:port}. */
public record Endpoint(String host, int port) {
    private static final int DEFAULT_PORT = 1883;

    public static Endpoint parse(String url) {
        var uri = URI.create(url);
        if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).equals("mqtt")) {
            throw new IllegalArgumentException("an endpoint is written mqtt://host:port, not " + url);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host in " + url);
        }
        return new Endpoint(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    @Override
    public String toString() {
        return "mqtt://" + host + ":" + port;
    }
}
