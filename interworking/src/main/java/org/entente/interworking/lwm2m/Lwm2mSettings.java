// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where LwM2M devices are awaited and who they may be.
 *
 * @param trust what is shown and believed over DTLS
 * @param bootstrap how devices are told where to register; they are not if it is empty
 * @param recommendedCiphersOnly leave out cipher suites that only constrained devices still use
 */
public record Lwm2mSettings(
        Place place,
        Trust trust,
        Optional<Bootstrap> bootstrap,
        Waits waits,
        boolean recommendedCiphersOnly,
        ImageSources images) {
    /** CoAP's MAX_TRANSMIT_WAIT: as long as an answer may take, a device listens. RFC 7252 §4.8.2. */
    private static final Duration TRANSMIT_WAIT = Duration.ofSeconds(93);

    public static final Lwm2mSettings DEFAULT = new Lwm2mSettings(
            new Place("127.0.0.1", OptionalInt.of(5683), OptionalInt.empty()),
            Trust.NOBODY,
            Optional.empty(),
            new Waits(TRANSMIT_WAIT, TRANSMIT_WAIT),
            true,
            new ImageSources(List.of(), 16 << 20));

    /**
     * Where devices register.
     *
     * @param host the address to listen at
     * @param coapPort UDP port for plain CoAP, 0 for one that the system chooses, none for no plain CoAP
     * @param coapsPort UDP port for DTLS, likewise
     */
    public record Place(String host, OptionalInt coapPort, OptionalInt coapsPort) {
        public Place {
            if (coapPort.isEmpty() && coapsPort.isEmpty())
                throw new IllegalArgumentException("LwM2M needs a port for CoAP or one for DTLS");
        }
    }

    /**
     * A server that tells devices by which key and where they register.
     *
     * @param port UDP port with DTLS, 0 for one that the system chooses
     * @param address what devices are told; the hub's own address with DTLS if it is empty
     */
    public record Bootstrap(int port, String address) {}

    /**
     * How long silence says nothing.
     *
     * @param awake how long a device in queue mode listens after it was last heard of, 24 days at most
     * @param silence how long a device that always listens is waited for before it counts as one that does not answer
     */
    public record Waits(Duration awake, Duration silence) {}

    /**
     * Firmware that is pushed to devices.
     *
     * @param addresses beginnings of URLs from which it may be fetched
     * @param longestBytes the largest
     */
    public record ImageSources(List<String> addresses, int longestBytes) {
        public ImageSources {
            addresses = List.copyOf(addresses);
        }
    }

    public Lwm2mSettings withPorts(OptionalInt coap, OptionalInt coaps) {
        var other = new Place(place.host, coap, coaps);
        return new Lwm2mSettings(other, trust, bootstrap, waits, recommendedCiphersOnly, images);
    }

    public Lwm2mSettings withTrust(Trust trust) {
        return new Lwm2mSettings(place, trust, bootstrap, waits, recommendedCiphersOnly, images);
    }

    public Lwm2mSettings withBootstrap(Bootstrap bootstrap) {
        return new Lwm2mSettings(place, trust, Optional.of(bootstrap), waits, recommendedCiphersOnly, images);
    }

    public Lwm2mSettings withWaits(Duration awake, Duration silence) {
        return new Lwm2mSettings(place, trust, bootstrap, new Waits(awake, silence), recommendedCiphersOnly, images);
    }
}
