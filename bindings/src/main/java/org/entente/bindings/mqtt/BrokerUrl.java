// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a broker is, as a point of access names it. TS-0010 §6.6.
 *
 * @param path levels that stand before the topics, or a whole topic; without the first slash, often empty
 */
record BrokerUrl(String host, int port, boolean isSecure, String path) {
    private static final int PLAIN = 1883;
    private static final int SECURE = 8883;

    /** Empty if it is no URL of a broker, or names a user. */
    static Optional<BrokerUrl> read(String url) {
        try {
            return read(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<BrokerUrl> read(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean isSecure = scheme.equals("mqtts");
        if ((!isSecure && !scheme.equals("mqtt"))
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) return Optional.empty();
        int port = url.getPort() >= 0 ? url.getPort() : isSecure ? SECURE : PLAIN;
        var path = url.getPath() == null || url.getPath().isEmpty()
                ? ""
                : url.getPath().substring(1);
        return Optional.of(new BrokerUrl(url.getHost(), port, isSecure, path));
    }

    /** What stands before the topics of oneM2M, if the path is that. */
    String prefix() {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The same machine with other levels before the topics. */
    BrokerUrl withPath(String other) {
        return new BrokerUrl(host, port, isSecure, other);
    }

    @Override
    public String toString() {
        return (isSecure ? "mqtts://" : "mqtt://") + host + ":" + port + (path.isEmpty() ? "" : "/" + path);
    }
}
