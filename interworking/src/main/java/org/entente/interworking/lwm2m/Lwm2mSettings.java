// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where LwM2M devices are awaited and who they may be.
 *
 * @param host the address to listen at
 * @param coapPort UDP port for plain CoAP, 0 for one that the system chooses, none for no plain CoAP
 * @param coapsPort UDP port for DTLS, likewise
 * @param trust what is shown and believed over DTLS
 * @param bootstrap how devices are told where to register; they are not if it is empty
 * @param awake how long a device in queue mode listens after it was last heard of
 * @param silence how long a device that always listens is waited for before it counts as one that does not answer
 * @param recommendedCiphersOnly leave out cipher suites that only constrained devices still use
 * @param imageAddresses beginnings of URLs from which firmware may be fetched to be pushed to a device
 * @param longestImageBytes the largest firmware that is pushed
 */
public record Lwm2mSettings(
        String host,
        OptionalInt coapPort,
        OptionalInt coapsPort,
        Trust trust,
        Optional<Bootstrap> bootstrap,
        Duration awake,
        Duration silence,
        boolean recommendedCiphersOnly,
        List<String> imageAddresses,
        int longestImageBytes) {
    /** CoAP's MAX_TRANSMIT_WAIT: as long as an answer may take, a device listens. RFC 7252 §4.8.2. */
    private static final Duration TRANSMIT_WAIT = Duration.ofSeconds(93);

    public static final Lwm2mSettings DEFAULT = new Lwm2mSettings(
            "127.0.0.1",
            OptionalInt.of(5683),
            OptionalInt.empty(),
            Trust.NOBODY,
            Optional.empty(),
            TRANSMIT_WAIT,
            TRANSMIT_WAIT,
            true,
            List.of(),
            16 << 20);

    public Lwm2mSettings {
        imageAddresses = List.copyOf(imageAddresses);
        if (coapPort.isEmpty() && coapsPort.isEmpty())
            throw new IllegalArgumentException("LwM2M needs a port for CoAP or one for DTLS");
    }

    /**
     * A server that tells devices by which key and where they register.
     *
     * @param port UDP port with DTLS, 0 for one that the system chooses
     * @param address what devices are told; the hub's own address with DTLS if it is empty
     */
    public record Bootstrap(int port, String address) {}

    public Lwm2mSettings withPorts(OptionalInt coap, OptionalInt coaps) {
        return new Lwm2mSettings(
                host,
                coap,
                coaps,
                trust,
                bootstrap,
                awake,
                silence,
                recommendedCiphersOnly,
                imageAddresses,
                longestImageBytes);
    }

    public Lwm2mSettings withTrust(Trust trust) {
        return new Lwm2mSettings(
                host,
                coapPort,
                coapsPort,
                trust,
                bootstrap,
                awake,
                silence,
                recommendedCiphersOnly,
                imageAddresses,
                longestImageBytes);
    }

    public Lwm2mSettings withBootstrap(Bootstrap bootstrap) {
        return new Lwm2mSettings(
                host,
                coapPort,
                coapsPort,
                trust,
                Optional.of(bootstrap),
                awake,
                silence,
                recommendedCiphersOnly,
                imageAddresses,
                longestImageBytes);
    }

    public Lwm2mSettings withWaits(Duration awake, Duration silence) {
        return new Lwm2mSettings(
                host,
                coapPort,
                coapsPort,
                trust,
                bootstrap,
                awake,
                silence,
                recommendedCiphersOnly,
                imageAddresses,
                longestImageBytes);
    }
}
