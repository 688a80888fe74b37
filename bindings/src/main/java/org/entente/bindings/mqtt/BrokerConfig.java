// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.entente.bindings.wire.Admission;

/**
 * How our own broker listens.
 *
 * @param port 0 for any free one
 * @param tls empty for none
 * @param data a folder of its own, for what is on its way
 */
public record BrokerConfig(
        String host, int port, Admission admission, Optional<SSLContext> tls, Path data, Limits limits) {

    /**
     * What clients may use.
     *
     * @param messageBytes size of a packet
     * @param connections that may be open
     * @param connectionsPerAddress of one machine
     * @param packetsPerSecond of one connection; more are read later
     * @param hello how long a client may take to say who it is
     * @param session how long the broker keeps what is for a client that is away
     * @param waitingBytes what may wait for all clients; then publishers have to wait
     */
    public record Limits(
            int messageBytes,
            int connections,
            int connectionsPerAddress,
            int packetsPerSecond,
            Duration hello,
            Duration session,
            int waitingBytes) {
        public static final Limits DEFAULT = new Limits(
                4 * 1024 * 1024, 1000, 200, 4000, Duration.ofSeconds(10), Duration.ofDays(1), 64 * 1024 * 1024);
    }
}
