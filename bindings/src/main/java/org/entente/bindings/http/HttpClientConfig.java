// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.codec.Serialization;
import org.entente.model.type.ResourceTypes;

/**
 * How requests leave over HTTP.
 *
 * @param tls whom to trust and which certificate to show; empty for what Java trusts
 * @param connect how long to wait for a connection
 * @param idle an unused connection is closed after it
 * @param connectionsPerTarget to one host and port
 * @param headerBytes size of a response's headers
 * @param serialization of what is sent and asked for; an answer may come in another
 * @param types whose attributes XML is read and written by
 */
public record HttpClientConfig(
        Optional<SSLContext> tls,
        Duration connect,
        Duration idle,
        int connectionsPerTarget,
        int headerBytes,
        Serialization serialization,
        ResourceTypes types) {
    public static final HttpClientConfig DEFAULT = new HttpClientConfig(
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            64,
            16 * 1024,
            Serialization.JSON,
            ResourceTypes.standard());

    public HttpClientConfig withTls(SSLContext context) {
        return new HttpClientConfig(
                Optional.of(context), connect, idle, connectionsPerTarget, headerBytes, serialization, types);
    }

    public HttpClientConfig withSerialization(Serialization other) {
        return new HttpClientConfig(tls, connect, idle, connectionsPerTarget, headerBytes, other, types);
    }

    public HttpClientConfig withTypes(ResourceTypes others) {
        return new HttpClientConfig(tls, connect, idle, connectionsPerTarget, headerBytes, serialization, others);
    }
}
