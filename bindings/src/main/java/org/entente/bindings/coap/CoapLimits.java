// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import java.time.Duration;

/**
 * What one CoAP endpoint bears.
 *
 * @param bodyBytes size of a payload, all its blocks together
 * @param depth nesting of a payload
 * @param transfers bodies in blocks that are under way at the same time, in each direction
 * @param transfer how long a body may wait for its next block
 * @param remembered messages, to tell what is new from what is sent again
 * @param associations of DTLS that are kept; one that was silent for five minutes gives way to a new one
 * @param connections over TCP
 * @param inFlight requests that the CSE works on at the same time
 * @param acknowledge how long a request is worked on before its sender is told that it has come; less than the two seconds
 *     after which it would send it again (RFC 7252 §4.8)
 */
public record CoapLimits(
        int bodyBytes,
        int depth,
        int transfers,
        Duration transfer,
        int remembered,
        int associations,
        Connections connections,
        int inFlight,
        Duration acknowledge) {
    /** At most 25 MB of blocks in each direction. */
    public static final CoapLimits DEFAULT = new CoapLimits(
            256 * 1024,
            128,
            100,
            Duration.ofSeconds(60),
            20_000,
            10_000,
            Connections.DEFAULT,
            1_000,
            Duration.ofMillis(500));

    CoapLimits withAcknowledge(Duration other) {
        return new CoapLimits(
                bodyBytes, depth, transfers, transfer, remembered, associations, connections, inFlight, other);
    }

    /**
     * What one listener over TCP bears.
     *
     * @param most that are open
     * @param mostPerAddress of one machine
     * @param hello how long the first message of one may take
     * @param idle how long nothing may come or go over one
     */
    public record Connections(int most, int mostPerAddress, Duration hello, Duration idle) {
        public static final Connections DEFAULT =
                new Connections(1000, 200, Duration.ofSeconds(10), Duration.ofMinutes(5));
    }
}
