// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * How the hub is offered as an OPC UA server.
 *
 * @param originator in whose name devices are looked for, and what those may who come without a name
 * @param name the resource name of its AE
 * @param appId its App-ID; the letter in front tells that nobody registered it. TS-0001 §7.2
 * @param host the address where it listens
 * @param port 0 takes any free one
 * @param names by which clients know it; the address where it listens if there are none
 * @param refresh how often it looks which devices there are
 */
public record HubServerSettings(
        String originator,
        String name,
        String appId,
        String host,
        int port,
        List<String> names,
        Duration refresh,
        Bounds bounds) {
    public static final HubServerSettings DEFAULT = new HubServerSettings(
            "COpcUaServer",
            "opcua-server",
            "Norg.entente.opcua-server",
            "127.0.0.1",
            4840,
            List.of(),
            Duration.ofSeconds(5),
            Bounds.USUAL);

    public HubServerSettings {
        names = names.isEmpty() ? List.of(host) : List.copyOf(names);
    }

    /**
     * What strangers and clients may take up.
     *
     * @param sessions open at once
     * @param items monitored by one session
     * @param operations in one request
     * @param messageBytes of one request
     */
    public record Bounds(int sessions, int items, int operations, int messageBytes) {
        public static final Bounds USUAL = new Bounds(50, 5000, 1000, 1 << 20);
        /** What the description of the standard's own types takes. */
        private static final int LEAST_BYTES = 512 * 1024;

        public Bounds {
            if (messageBytes < LEAST_BYTES)
                throw new IllegalArgumentException(
                        "requests to the OPC UA server must be allowed 512KiB, not " + messageBytes + " bytes");
        }
    }

    /** Whether only this machine can come in. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    public HubServerSettings at(String host, int port, List<String> names) {
        return new HubServerSettings(originator, name, appId, host, port, names, refresh, bounds);
    }

    public HubServerSettings with(Duration refresh, Bounds bounds) {
        return new HubServerSettings(originator, name, appId, host, port, names, refresh, bounds);
    }
}
