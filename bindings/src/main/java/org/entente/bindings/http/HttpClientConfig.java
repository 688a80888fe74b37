// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How requests leave over HTTP.
 *
 * @param tls whom to trust and which certificate to show; empty for what Java trusts
 * @param connect how long to wait for a connection
 * @param idle an unused connection is closed after it
 * @param connectionsPerTarget to one host and port
 * @param headerBytes size of a response's headers
 */
public record HttpClientConfig(
        Optional<SSLContext> tls, Duration connect, Duration idle, int connectionsPerTarget, int headerBytes) {
    public static final HttpClientConfig DEFAULT =
            new HttpClientConfig(Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(25), 64, 16 * 1024);

    public HttpClientConfig withTls(SSLContext context) {
        return new HttpClientConfig(Optional.of(context), connect, idle, connectionsPerTarget, headerBytes);
    }
}
