// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.util.Map;
import java.util.Set;
import org.entente.testware.Profile;

/** What a profile may tell about a broker: the capabilities (PICS) and parameters (PIXIT) the purposes ask for. */
public final class Parameters {
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String RESTRICTED_TOPIC = "restricted-topic";
    static final String KEEP_ALIVE_TOLERANCE = "keep-alive-tolerance-ms";
    static final String EXPIRY_TOLERANCE = "expiry-tolerance-ms";

    /** Those that say how much later than due something may be. */
    static final Set<String> TOLERANCES = Set.of(KEEP_ALIVE_TOLERANCE, EXPIRY_TOLERANCE);

    /** What follows from the address of the endpoint. */
    static final String OVER_WEBSOCKET = "TRANSPORT_WEBSOCKET";

    static final String OVER_TLS = "TRANSPORT_TLS";

    /** Every parameter a profile may hold. */
    public static final Set<String> KNOWN =
            Set.of(USER, PASSWORD, RESTRICTED_TOPIC, KEEP_ALIVE_TOLERANCE, EXPIRY_TOLERANCE);

    /** What is assumed of a broker of which nothing is told: all optional features of 3.1.1, no credentials. */
    public static final Profile ASSUMED = new Profile(
            "assumed",
            Set.of(
                    "PICS_BROKER_BASIC",
                    "PICS_BROKER_AUTH",
                    "PICS_BROKER_LWT",
                    "PICS_BROKER_RTND",
                    "PICS_BROKER_QOS_1",
                    "PICS_BROKER_QOS_2"),
            Map.of(KEEP_ALIVE_TOLERANCE, "6000", EXPIRY_TOLERANCE, "1500"));

    private Parameters() {}
}
