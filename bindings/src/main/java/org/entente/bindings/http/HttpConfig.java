// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.wire.Admission;

/**
 * How the HTTP server listens, whom it admits and what it bears.
 *
 * @param corsOrigins web origins, such as {@code https://app.example}, whose pages may send requests; none by default
 * @param drain how long a stop waits for what was accepted
 */
public record HttpConfig(List<Listener> listeners, Limits limits, List<String> corsOrigins, Duration drain) {
    public static final Duration DRAIN = Duration.ofSeconds(20);

    public HttpConfig {
        listeners = List.copyOf(listeners);
        corsOrigins = List.copyOf(corsOrigins);
        if (listeners.isEmpty()) throw new IllegalArgumentException("HTTP needs a listener");
    }

    /** One listener without TLS, all else by default. */
    public static HttpConfig plain(String host, int port) {
        return new HttpConfig(List.of(Listener.plain(host, port)), Limits.DEFAULT, List.of(), DRAIN);
    }

    /**
     * @param port 0 for any free one
     * @param tls the context to serve TLS with, which also asks for client certificates; empty for plain HTTP
     */
    public record Listener(String host, int port, Admission admission, Optional<SSLContext> tls) {

        /** Plain HTTP; who is not on this machine shows a credential. */
        public static Listener plain(String host, int port) {
            return new Listener(host, port, Admission.of(host), Optional.empty());
        }

        public static Listener tls(String host, int port, SSLContext context) {
            return new Listener(host, port, Admission.of(host), Optional.of(context));
        }
    }

    /**
     * @param bodyBytes size of a request's body
     * @param headerBytes size of a request's line and headers together
     * @param depth nesting of a body
     * @param idle a connection on which nothing moves is closed after it
     * @param head the time from a request's first byte to the end of its headers
     * @param body the time from the end of the headers to the end of the body
     * @param connections open ones, all listeners together
     * @param connectionsPerAddress open ones from one address
     * @param inFlight requests that the CSE works on at the same time; one originator has at most half of them
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int depth,
            Duration idle,
            Duration head,
            Duration body,
            int connections,
            int connectionsPerAddress,
            int inFlight) {
        public static final Limits DEFAULT = new Limits(
                4 * 1024 * 1024,
                16 * 1024,
                128,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                10_000,
                1_000,
                2_000);

        public Limits withBodyBytes(int bytes) {
            return new Limits(
                    bytes, headerBytes, depth, idle, head, body, connections, connectionsPerAddress, inFlight);
        }

        public Limits withTimes(Duration idle, Duration head, Duration body) {
            return new Limits(
                    bodyBytes, headerBytes, depth, idle, head, body, connections, connectionsPerAddress, inFlight);
        }

        public Limits withConnections(int total, int perAddress) {
            return new Limits(bodyBytes, headerBytes, depth, idle, head, body, total, perAddress, inFlight);
        }

        public Limits withInFlight(int requests) {
            return new Limits(
                    bodyBytes, headerBytes, depth, idle, head, body, connections, connectionsPerAddress, requests);
        }
    }
}
