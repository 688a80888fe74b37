// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where LwM2M devices are awaited and who they may be.
 *
 * @param host the address to listen at
 * @param coapPort UDP port for plain CoAP, 0 for one that the system chooses, none for no plain CoAP
 * @param coapsPort UDP port for DTLS, likewise
 * @param keys pre-shared keys by endpoint name; a device that has one is refused without DTLS
 * @param recommendedCiphersOnly leave out cipher suites that only constrained devices still use
 * @param imageAddresses beginnings of URLs from which firmware may be fetched to be pushed to a device
 * @param longestImageBytes the largest firmware that is pushed
 */
public record Lwm2mSettings(
        String host,
        OptionalInt coapPort,
        OptionalInt coapsPort,
        Map<String, PreSharedKey> keys,
        boolean recommendedCiphersOnly,
        List<String> imageAddresses,
        int longestImageBytes) {
    public static final Lwm2mSettings DEFAULT = new Lwm2mSettings(
            "127.0.0.1", OptionalInt.of(5683), OptionalInt.empty(), Map.of(), true, List.of(), 16 << 20);

    public Lwm2mSettings {
        keys = Map.copyOf(keys);
        imageAddresses = List.copyOf(imageAddresses);
        if (coapPort.isEmpty() && coapsPort.isEmpty())
            throw new IllegalArgumentException("LwM2M needs a port for CoAP or one for DTLS");
    }

    public Lwm2mSettings withPorts(OptionalInt coap, OptionalInt coaps) {
        return new Lwm2mSettings(host, coap, coaps, keys, recommendedCiphersOnly, imageAddresses, longestImageBytes);
    }

    public Lwm2mSettings withKeys(Map<String, PreSharedKey> keys) {
        return new Lwm2mSettings(
                host, coapPort, coapsPort, keys, recommendedCiphersOnly, imageAddresses, longestImageBytes);
    }

    /** A secret that a device and the hub share. RFC 4279. */
    public record PreSharedKey(String identity, byte[] key) {
        public PreSharedKey {
            key = key.clone();
            if (key.length == 0) throw new IllegalArgumentException("an empty key for " + identity);
        }

        @Override
        public byte[] key() {
            return key.clone();
        }

        /** Never the key itself. */
        @Override
        public String toString() {
            return "PreSharedKey[" + identity + "]";
        }
    }
}
